package dev.parlando.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Converts Markdown to HTML. Links to files of the repository lead to their pages, and the name of a public type in code
 * leads to its Javadoc. Confined to one thread.
 */
final class PageRenderer {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final Pattern TITLE = Pattern.compile("(?m)^# (.*)$");
    /** A type, alone or with a member. */
    private static final Pattern TYPE = Pattern.compile("@?([A-Z]\\w+)(?:[.#]\\w+.*)?");

    private final SitePages pages;
    private final ApiPages api;

    PageRenderer(SitePages pages, ApiPages api) {
        this.pages = pages;
        this.api = api;
    }

    /** Returns the text of the first heading. */
    static String title(String markdown) {
        Matcher title = TITLE.matcher(markdown);
        if (!title.find()) {
            throw new IllegalArgumentException("a page has no heading");
        }
        return title.group(1).replace("`", "");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    String body(String source, String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new Linker(source));
        return HTML.render(document)
                .replace("<table>", "<div class=\"table\"><table>")
                .replace("</table>", "</table></div>");
    }

    String page(String source, String title, String body, String navigation) {
        String style = SitePages.relative(SitePages.pageOf(source), "site.css");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <nav>
                %s</nav>
                <main>
                %s</main>
                </body>
                </html>
                """
                .formatted(escape(title), style, navigation, body);
    }

    /** Replaces the links of one page. */
    private final class Linker extends AbstractVisitor {
        private final String source;

        Linker(String source) {
            this.source = source;
        }

        @Override
        public void visit(Link link) {
            String address = address(link.getDestination());
            if (address == null) { // A folder: only its name is shown.
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            } else {
                link.setDestination(address);
            }
        }

        @Override
        public void visit(Image image) {
            image.setDestination(Objects.requireNonNull(address(image.getDestination()), image.getDestination()));
        }

        @Override
        public void visit(Code code) {
            Matcher type = TYPE.matcher(code.getLiteral());
            String page = type.matches() ? api.page(type.group(1)) : null;
            if (page != null) {
                Link link = new Link(SitePages.relative(SitePages.pageOf(source), page), null);
                code.insertBefore(link);
                link.appendChild(code);
            }
        }

        private @Nullable String address(String destination) {
            if (destination.startsWith("#") || destination.matches("[a-z]+:.*")) {
                return destination;
            }
            int hash = destination.indexOf('#');
            String file = hash < 0 ? destination : destination.substring(0, hash);
            Path linked = Path.of("/", source).resolve("..").resolve(file).normalize();
            String address = pages.link(source, linked.toString().substring(1).replace('\\', '/'));
            return address == null || hash < 0 ? address : address + destination.substring(hash);
        }
    }
}
