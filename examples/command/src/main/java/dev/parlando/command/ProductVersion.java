package dev.parlando.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Provides the version from the manifest of the jar. */
final class ProductVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Parlando.class.getPackage().getImplementationVersion();
        return new String[] {
            "parlando " + Objects.requireNonNullElse(version, "(not packaged)"),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name")
        };
    }
}
