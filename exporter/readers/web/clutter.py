"""What of a page never is the article: told by elements, roles and names."""

from __future__ import annotations

import re

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element

_AROUND = (
    r"comments?|commentlist|comment-(?:list|section|thread|area|form)|disqus(?:-thread)?"
    r"|respond|livefyre|coral|cookies?|cookie-\w+|consent|gdpr|onetrust|cmp|didomi"
    r"|newsletters?|newsletter-\w+|subscri(?:be|ption)s?|sign-?up|opt-?in|mailing-list"
    r"|paywall|regwall|pay-?gate|login|log-?in|sign-?in|register|registration"
    r"|related\w*|recirc|recirculation|recommend(?:ed|ation|ations)?|outbrain|taboola"
    r"|zergnet|revcontent|mgid|dable|popin|plista"
    r"|share|shares|sharing|share-?(?:bar|box|buttons?|links?|tools?|icons?|this|widget)"
    r"|social\w*|addthis\w*|addtoany|sharedaddy|a2a|sns|jiathis|bdsharebuttonbox"
    r"|ads?|ad-\w+|advert\w*|adsbygoogle|adsense|dfp|gpt|adslot|adunit|adbox|banner-?ads?"
    r"|google-ads?|banners?|sponsor(?:ed)?\w*|promos?|promotion\w*|promoted|commercial|partner-content"
    r"|(?:content|main|page|body|con)-right|right-?(?:side|box|bar|content|area|con)"
    r"|sidebar\w*|side-?bar|rightrail|right-?(?:rail|col|column)|left-?rail|rail"
    r"|bread-?crumbs?\w*|nav|navs|navbar|navigation|navi|menu|menus|mega-?menu|submenu"
    r"|pagination|pager|page-?links|prev-?next|post-?nav\w*"
    r"|(?:site|page|global|main)-?footer|footer|colophon|skip-?links?|skip-to\w*"
    r"|most-?(?:read|popular|viewed|shared|commented|recent)|popular\w*|trending\w*"
    r"|more-?(?:stories|news|from|on|articles|in|posts|links|coverage|videos?)"
    r"|(?:read|see|watch)-?(?:more|next|also|too)|up-?next|next-?(?:up|article|post|story)"
    r"|also-?(?:read|like|on)|(?:you-?)?(?:may|might)-?(?:also-?)?like|keep-?reading"
    r"|latest-?(?:news|posts|stories|articles|headlines)|top-?(?:stories|news)|headlines"
    r"|other-?(?:news|stories|articles)|suggested\w*|suggestions?|jp-relatedposts|yarpp\w*"
    r"|tool-?(?:bar|box|tip)s?|article-?(?:tools|actions|nav|share|social|footer-links)"
    r"|actions?-?bar|utility-?bar|story-?tools|page-?tools"
    r"|modal|pop-?up|overlay|lightbox|interstitial|toast|snackbar|flyout|drawer|offcanvas"
    r"|masthead|top-?bar|site-?header|global-?header|page-?header-nav|ticker|breaking-?news"
    r"|weather|stock-?ticker|poll|polls|survey|quiz|feedback|report-?(?:error|typo|abuse)"
    r"|donat(?:e|ion)s?|app-?(?:download|promo|store)|follow-?(?:us|btn|button|links?)"
    r"|print-?(?:only|button|link)|no-?print|dont-?print|noprint|hide-?for-?print"
    r"|cta|back-?to-?top|search-?(?:form|box|bar)"
    r"|comentarios?|commentaires?|kommentare?|kommentarer|reacties|commenti|yorumlar"
    r"|komentarze|komentar(?:e|z)?|kommentit"
    r"|relacionad[oa]s?|similaires|verwandte\w*|gerelateerd\w*|correlat[ie]|relaterad\w*"
    r"|ilgili|podobne|powiazane|weitere-\w+|mehr-zum-thema|lire-aussi|leia-(?:mais|tambem)"
    r"|leggi-anche|lees-ook|les-ogsa|las-mer|read-also|ver-mas|mas-(?:noticias|leidas)"
    r"|publicidade?|publicite|anzeigen?|werbung|reklam\w*|mainos|annonse?r?|annons\w*"
    r"|compart(?:ir|ilhar|e)|partage[rs]?|teilen|condividi|delen|dela|paylas"
    r"|boletin|rodape|cabecalho|migas|fil-ariane|inscription|abonnement|abonne[rz]?|abo"
    r"|wp-block-latest-posts|wp-block-query|widget-area|trc-\w+|ob-widget|shop|product-box"
)
_AMID = (
    r"author-?(?:bio|box|info|card|profile|details|desc(?:ription)?|about|block)\w*"
    r"|about-?(?:the-)?authors?|bio|biography|contributors?|writer-?(?:bio|info)"
    r"|profile-?(?:card|box)|vcard|table-?of-?contents|toc|toc-\w+|ez-toc\w*|jump-?links"
    r"|in-?this-?article|anchor-?links|inline-?(?:related|promo|recirc|newsletter|article)"
    r"|(?:in|inline)-?read|rich-?links?|story-?link|embed-?(?:link|card|article|promo)"
    r"|wp-embedded-content|card-?(?:link|teaser)s?|disclaimer|copyright"
    r"|support-?us|contributions?|epic|reg-?promo|download-?app|story-?highlights"
    r"|(?:video-?)?transcripts?|text-?to-?speech|hatnote|ambox|navbox|mw-editsection"
    r"|editsection|catlinks|printfooter|post-?(?:footer|bottom|after)"
    r"|article-?(?:footer|bottom|end|after|foot)|story-?(?:footer|end)|entry-?footer"
    r"|citation|how-?to-?cite|downloads?-?chart|archived|tweet-?this|tw|statement"
)
_SMALL = (
    r"authors?|author-?meta|by-?lines?|by-?author|date-?lines?|time-?stamp\w*|date|dates"
    r"|(?:pub|publish|published|post|posted|entry|article|update|updated|modified)"
    r"-?(?:date|on|time|info|meta|metadata|byline)\w*"
    r"|metadata|meta|meta-?(?:data|info|bar|box)|entry-?utility"
    r"|tags?|tag-?(?:list|cloud|links?|s)|tags-?(?:list|links?)|topics?|keywords?"
    r"|(?:post|article|entry|story|cat)-?(?:tags?|topics?|categor(?:y|ies)|labels?|kicker)"
    r"|categor(?:y|ies)|cat-links|filed-?under|kicker|eyebrow|overline"
    r"|section-?(?:name|label)|field-?label|cover-?(?:meta|byline)|edit-?(?:link|button)"
    r"|read-?time|reading-?time|min-?read|word-?count|views?-?count|view-?counter|counter"
    r"|teasers?|links|inline-?links?|link-?(?:box|list)|widgets?|audio-?player|listen|tts|player"
    r"|video-?(?:js|player|caption|title|meta|info|controls)|jwplayer|brightcove"
    r"|(?:slideshow|carousel|gallery)-?(?:nav|controls|link|count)|enlarge|zoom|expand"
    r"|fullscreen|photo-?count|(?:copy|permalink|short|short-?url|source)-?(?:link|url)"
    r"|follow|bookmark|save-?(?:article|story|button)|favou?rite|likes?|reactions?|votes?"
    r"|ratings?|stars|licen[cs]e|contribute|whatsapp|telegram|noexcerpt|hidden-?print"
)
_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar",
    "toolbar", "dialog", "alertdialog", "alert", "form", "tablist", "status",
))  # fmt: skip
_OUTER = re.compile(f"-(?:{_AROUND})-")
_INNER = re.compile(f"-(?:{_AMID})-")
_MINOR = re.compile(f"-(?:{_SMALL})-")
_WHOLE = ("nav", "aside", "footer")
_NOTES = ("doc-footnote", "doc-endnotes", "doc-endnote", "note")
_COMMENTS = re.compile(
    r"-(?:comments?|commentlist|disqus(?:-thread)?|livefyre|respond|comentarios?"
    r"|commentaires?|kommentare?|reacties|commenti|yorumlar|komentarze)-"
)


def is_around(element: Element) -> bool:
    """Tell what stands around articles and amid them: menus, advertising, appeals."""
    if element.tag == "nav" or (element.get("role") or "") in _ROLES:
        return True
    return bool(_OUTER.search(nodes.label(element)))


def is_amid(element: Element, *, prose: bool) -> bool:
    """Tell what stands in an article and is none of its text: tags, dates, authors.

    With prose in it, an element is not judged by a name that may mean anything.
    """
    if element.get("role") in _NOTES or element.tag in nodes.HEADINGS:
        return False
    if element.tag in _WHOLE:
        quoted = any(a.tag in ("blockquote", "figure") for a in element.iterancestors())
        return not (element.tag == "footer" and quoted)
    name = nodes.label(element)
    if element.tag == "table":  # a box of facts is named a card, too
        name = name.replace("-vcard-", "-")
    return bool(_INNER.search(name) or (not prose and _MINOR.search(name)))


def are_comments(element: Element) -> bool:
    """Tell what readers wrote, which may well be longer than the article."""
    return bool(_COMMENTS.search(nodes.label(element)))
