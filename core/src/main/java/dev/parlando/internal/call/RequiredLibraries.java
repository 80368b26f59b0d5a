package dev.parlando.internal.call;

import dev.parlando.error.InternalException;
import java.security.CodeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check of the versions of libraries on the class path. Other applications pin their own, and an older one would fail
 * in the middle of a call, with the name of a class that its user has never heard of. Stateless.
 */
public final class RequiredLibraries {
    /**
     * A library with a required version.
     *
     * @param knownClass a class that every version has
     * @param newClass a class that the required version introduced
     */
    private record Library(String name, String minimum, String knownClass, String newClass) {}

    private static final List<Library> LIBRARIES = List.of(
            new Library("Netty", "4.2", "io.netty.channel.Channel", "io.netty.channel.MultiThreadIoEventLoopGroup"),
            new Library(
                    "LMAX Disruptor",
                    "4.0",
                    "com.lmax.disruptor.RingBuffer",
                    "com.lmax.disruptor.BatchEventProcessorBuilder"),
            new Library(
                    "Jackson",
                    "2.17",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "com.fasterxml.jackson.core.util.JsonRecyclerPools"));

    private RequiredLibraries() {}

    /**
     * Checks each library.
     *
     * @throws InternalException if one is missing or too old; the message has the version and the file that were found
     */
    public static void check() {
        for (Library library : LIBRARIES) {
            if (find(library.newClass()) == null) {
                throw new InternalException(new NoClassDefFoundError(library.name() + " " + library.minimum()
                        + " or newer is needed; " + found(find(library.knownClass()))));
            }
        }
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, RequiredLibraries.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    private static String found(@Nullable Class<?> known) {
        if (known == null) {
            return "none was found";
        }
        String version = known.getPackage().getImplementationVersion();
        CodeSource source = known.getProtectionDomain().getCodeSource();
        return "found " + (version == null ? "an older one" : version)
                + (source == null ? "" : " in " + source.getLocation());
    }
}
