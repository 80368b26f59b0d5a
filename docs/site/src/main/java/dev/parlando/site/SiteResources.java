package dev.parlando.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The style sheets of the site. Stateless. */
final class SiteResources {
    private SiteResources() {}

    /** Copies a resource to a file, and returns the file. */
    static Path write(String name, Path file) throws IOException {
        try (InputStream resource = SiteResources.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalArgumentException("there is no resource " + name);
            }
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
