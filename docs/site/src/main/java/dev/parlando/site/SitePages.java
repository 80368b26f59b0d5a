package dev.parlando.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the repository in Markdown, and the files to which they link. A page keeps its folder, and README.md becomes
 * index.html. A linked source file becomes a page with its text, and an image is copied. Confined to one thread.
 */
final class SitePages {
    private static final String HOME = "README.md";
    private static final String DECISIONS = "docs/decisions";
    private static final Set<String> IMAGES = Set.of("png", "svg");

    private final Path repository;
    private final PageRenderer renderer;
    /** The pages by their path in the repository, with {@code /} between folders. */
    private final Map<String, String> titles = new TreeMap<>();

    private final Set<String> linkedFiles = new TreeSet<>();

    private SitePages(Path repository, ApiPages api) {
        this.repository = repository;
        this.renderer = new PageRenderer(this, api);
    }

    static SitePages of(Path repository, ApiPages api) throws IOException {
        SitePages pages = new SitePages(repository, api);
        for (String name : List.of(HOME, "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
            pages.add(repository.resolve(name));
        }
        for (String folder : List.of("docs", DECISIONS)) {
            try (Stream<Path> files = Files.list(repository.resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".md")).toList()) {
                    pages.add(file);
                }
            }
        }
        return pages;
    }

    private void add(Path file) throws IOException {
        titles.put(
                repository.relativize(file).toString().replace('\\', '/'), PageRenderer.title(Files.readString(file)));
    }

    void write(Path site) throws IOException {
        SiteResources.write("site.css", site.resolve("site.css"));
        for (Map.Entry<String, String> page : titles.entrySet()) {
            String markdown = Files.readString(repository.resolve(page.getKey()));
            write(site, page.getKey(), page.getValue(), renderer.body(page.getKey(), markdown));
        }
        write(site, DECISIONS, "Decisions", "<h1>Decisions</h1>\n" + list(DECISIONS, DECISIONS));
        for (String file : linkedFiles) {
            writeLinked(site, file);
        }
    }

    private void writeLinked(Path site, String file) throws IOException {
        Path source = repository.resolve(file);
        if (IMAGES.contains(extension(file))) {
            Path copy = site.resolve(file);
            Files.createDirectories(copy.resolve("..").normalize());
            Files.copy(source, copy);
            return;
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        String text = PageRenderer.escape(Files.readString(source));
        write(site, file, name, "<h1>" + name + "</h1>\n<pre><code>" + text + "</code></pre>\n");
    }

    private void write(Path site, String source, String title, String body) throws IOException {
        String page = targetOf(source);
        Path file = site.resolve(page);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, renderer.page(source, title, body, navigation(source)));
    }

    private String navigation(String source) {
        return "<a href=\"" + href(source, HOME) + "\">Parlando</a>\n<a href=\""
                + relative(targetOf(source), ApiPages.FOLDER + "/index.html") + "\">API</a>\n<a href=\""
                + href(source, "CHANGELOG.md") + "\">Changelog</a>\n<details>\n<summary>Pages</summary>\n"
                + list(source, "docs") + "<a href=\"" + href(source, DECISIONS) + "\">Decisions</a>\n</details>\n";
    }

    /** Returns a list of the pages in a folder. */
    private String list(String source, String folder) {
        StringBuilder list = new StringBuilder("<ul>\n");
        for (String page : pagesIn(folder)) {
            list.append("<li><a href=\"").append(href(source, page)).append("\">");
            list.append(PageRenderer.escape(titles.getOrDefault(page, page))).append("</a></li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private List<String> pagesIn(String folder) {
        List<String> pages = new ArrayList<>();
        for (String page : titles.keySet()) {
            if (page.lastIndexOf('/') == folder.length() && page.startsWith(folder)) {
                pages.add(page);
            }
        }
        pages.sort(Comparator.naturalOrder());
        return pages;
    }

    /** Returns the address of a file of the repository on a page; null if the site has no page for it. */
    @Nullable
    String link(String source, String file) {
        if (!titles.containsKey(file) && !file.equals(DECISIONS)) {
            if (!Files.isRegularFile(repository.resolve(file))) {
                return null;
            }
            linkedFiles.add(file);
        }
        return href(source, file);
    }

    private static String href(String source, String file) {
        return relative(targetOf(source), targetOf(file));
    }

    /** Returns the path of the site for a file of the repository. */
    private static String targetOf(String file) {
        if (file.equals(HOME)) {
            return "index.html";
        }
        if (file.equals(DECISIONS)) {
            return DECISIONS + "/index.html";
        }
        if (file.endsWith(".md")) {
            return file.substring(0, file.length() - ".md".length()) + ".html";
        }
        return IMAGES.contains(extension(file)) ? file : file + ".html";
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    /** Returns the address of a file of the site on a page of the site. */
    static String relative(String page, String file) {
        Path folder = Path.of("/", page).resolve("..").normalize();
        return folder.relativize(Path.of("/", file)).toString().replace('\\', '/');
    }

    /** Returns the path of the page in the site. */
    static String pageOf(String source) {
        return targetOf(source);
    }
}
