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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the check of links, with a site of two pages and an image. */
@Tag("site")
class LinkCheckerTest {
    @TempDir
    private Path site;

    @BeforeEach
    void writePages() throws IOException {
        Files.createDirectory(site.resolve("docs"));
        Files.writeString(site.resolve("docs/cache.html"), "<h1 id=\"cache\">Cache</h1><a name=\"of()&lt;&gt;\"></a>");
        Files.write(site.resolve("docs/chart.svg"), new byte[1]);
    }

    private List<String> check(String html) throws IOException {
        Files.writeString(site.resolve("index.html"), "<h1 id=\"top\">Top</h1>" + html);
        return LinkChecker.check(site);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"docs/cache.html\">",
                "<a class=\"x\" href=\"docs/cache.html#cache\">",
                "<a href=\"docs/cache.html#of()%3C%3E\">",
                "<a href=\"docs/cache.html#of()&lt;&gt;\">",
                "<a href=\"#top\">",
                "<img alt=\"\" src=\"docs/chart.svg\">",
                "<a href=\"https://example.org/gone#x\">",
                "<!-- <a href=\"gone.html\"> -->",
                "<script>'<a href=\"gone.html\">'</script>"
            })
    void acceptsLinkThatLeadsSomewhere(String html) throws IOException {
        assertThat(check(html)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/gone.html",
                "docs/cache.html#gone",
                "#gone",
                "docs",
                "docs/chart.png",
                "../outside.html",
                "file:///etc/hosts"
            })
    void reportsBrokenLinkWithItsPage(String link) throws IOException {
        assertThat(check("<a href=\"" + link + "\">")).containsExactly("index.html: " + link);
        assertThat(check("<img src=\"" + link + "\">")).hasSize(1);
        assertThat(check("<script src=\"" + link + "\"></script>")).hasSize(1);
    }

    @Test
    void resolvesLinksFromTheirPage() throws IOException {
        Files.writeString(site.resolve("docs/page.html"), "<a href=\"cache.html\"><a href=\"docs/cache.html\">");
        assertThat(check("")).containsExactly("docs/page.html: docs/cache.html");
    }
}
