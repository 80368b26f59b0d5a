package dev.parlando.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes the site, and fails if a link of it leads nowhere. Stateless. */
public final class SiteBuilder {
    /** An entry of a table of contents of Javadoc in JDK 17, for a package without constants. */
    private static final String BROKEN_IN_JAVADOC = ApiPages.FOLDER + "/constant-values.html: #dev.parlando";

    private SiteBuilder() {}

    /** Expects two arguments: the directory of the repository and that of the site, which is replaced. */
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of(arguments[0]);
        Path site = Path.of(arguments[1]);
        delete(site);
        ApiPages api = ApiPages.of(repository);
        api.write(site.resolve(ApiPages.FOLDER));
        SitePages.of(repository, api).write(site);
        List<String> broken = LinkChecker.check(site).stream()
                .filter(link -> !link.equals(BROKEN_IN_JAVADOC))
                .toList();
        if (!broken.isEmpty()) {
            throw new IllegalStateException("broken links of the site:\n" + String.join("\n", broken));
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
