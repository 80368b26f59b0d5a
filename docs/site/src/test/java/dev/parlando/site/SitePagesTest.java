package dev.parlando.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the pages of a small repository. */
@Tag("site")
class SitePagesTest {
    @TempDir
    private Path repository;

    @TempDir
    private Path site;

    @BeforeEach
    void writeRepository() throws IOException {
        for (String name : List.of("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/decisions/0001-one.md")) {
            file(name, "# Page\n");
        }
        for (String module : List.of("core", "audio", "examples/offline", "examples/fleet")) {
            file(
                    module + "/src/main/java/module-info.java",
                    "module m {\n    exports m.speech;\n    exports m.hidden to n;\n}\n");
            file(module + "/src/main/java/m/hidden/Hidden.java", "public final class Hidden {}\n");
            file(module + "/src/main/java/m/speech/Inner.java", "final class Inner {}\n");
        }
        file("core/src/main/java/m/speech/Chunk.java", "/** A piece. */\npublic final class Chunk<T> {}\n");
        file("docs/chart.svg", "<svg/>");
        file("docs/cache.md", "# Cache `x`\n\n## Age & size\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
    }

    /** Returns the main part of a page. */
    private String rendered(String source, String markdown, String page) throws IOException {
        file("README.md", "# Home\n");
        file(source, markdown);
        SitePages.of(repository, ApiPages.of(repository)).write(site);
        String html = Files.readString(site.resolve(page));
        return html.substring(html.indexOf("<main>"), html.indexOf("</main>"));
    }

    private String home(String markdown) throws IOException {
        return rendered("README.md", "# Home\n\n" + markdown, "index.html");
    }

    @Test
    void linksPagesAndTheirHeadings() throws IOException {
        assertThat(
                        home(
                                "[a](docs/cache.md) [b](docs/cache.md#age--size) [c](docs/decisions) [d](https://example.org/x.md)"))
                .contains(
                        "<a href=\"docs/cache.html\">a</a>",
                        "<a href=\"docs/cache.html#age--size\">b</a>",
                        "<a href=\"docs/decisions/index.html\">c</a>",
                        "<a href=\"https://example.org/x.md\">d</a>");
        assertThat(site.resolve("docs/cache.html")).content().contains("id=\"age--size\"", "<title>Cache x</title>");
        assertThat(LinkChecker.check(site)).allMatch(link -> link.contains("apidocs/"));
    }

    @Test
    void linksFromFolderToHome() throws IOException {
        assertThat(rendered(
                        "docs/decisions/0002-two.md",
                        "# Two\n\n[home](../../README.md)",
                        "docs/decisions/0002-two.html"))
                .contains("<a href=\"../../index.html\">home</a>");
        assertThat(site.resolve("docs/decisions/0002-two.html")).content().contains("href=\"../../site.css\"");
    }

    @Test
    void linksPublicTypesToTheirJavadoc() throws IOException {
        assertThat(home("`Chunk` and `Chunk.of(x)`, but not `Inner`, `Hidden`, `Chunked` or `chunk`."))
                .contains(
                        "<a href=\"apidocs/m/speech/Chunk.html\"><code>Chunk</code></a>",
                        "<a href=\"apidocs/m/speech/Chunk.html\"><code>Chunk.of(x)</code></a>",
                        "<code>Inner</code>, <code>Hidden</code>, <code>Chunked</code> or <code>chunk</code>")
                .doesNotContain("Inner.html", "Hidden.html");
    }

    @Test
    void copiesImagesAndShowsSources() throws IOException {
        String source = "core/src/main/java/m/speech/Chunk.java";
        assertThat(home("![chart](docs/chart.svg) [Chunk.java](" + source + ") [folder](core/src)"))
                .contains("src=\"docs/chart.svg\"", "<a href=\"" + source + ".html\">Chunk.java</a>", " folder");
        assertThat(site.resolve("docs/chart.svg")).hasContent("<svg/>");
        assertThat(site.resolve(source + ".html")).content().contains("public final class Chunk&lt;T&gt; {}");
    }

    @Test
    void rendersTables() throws IOException {
        assertThat(home("| a | b |\n|---|---|\n| 1 | `x` |\n")).contains("<div class=\"table\"><table>", "<th>a</th>");
    }
}
