import com.adobe.epubcheck.tool.EpubChecker;

/**
 * Runs EPUBCheck over many books in one virtual machine, whose start costs more than a book.
 * Arguments: BOOK REPORT, again and again; the reports are JSON.
 */
public class Books {
    public static void main(String[] names) {
        for (int i = 0; i < names.length; i += 2) {
            String[] arguments = {names[i], "--json", names[i + 1], "--usage", "--quiet"};
            new EpubChecker().run(arguments);
        }
    }
}
