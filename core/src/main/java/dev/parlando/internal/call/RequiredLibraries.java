package dev.parlando.internal.call;

import dev.parlando.error.InternalException;
import dev.parlando.internal.event.LibraryClasses;
import java.security.CodeSource;
import java.util.Arrays;
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
     * @param bootProperty the property with its version in a build with Spring Boot, or null if Boot does not manage it
     * @param knownClass a class that every version has
     * @param newClass a class of the required version
     * @param newMethod a method of that class which the required version introduced, or null if it introduced the class
     */
    private record Library(
            String name,
            String minimum,
            @Nullable String bootProperty,
            String knownClass,
            String newClass,
            @Nullable String newMethod) {
        private boolean isMissing() {
            Class<?> type = LibraryClasses.find(newClass);
            return type == null
                    || (newMethod != null
                            && Arrays.stream(type.getMethods())
                                    .noneMatch(method -> method.getName().equals(newMethod)));
        }

        private String remedy() {
            return bootProperty == null ? "" : "; with Spring Boot, set the property " + bootProperty;
        }
    }

    private static final List<Library> LIBRARIES = List.of(
            new Library(
                    "Netty",
                    "4.1.95",
                    "netty.version",
                    "io.netty.channel.Channel",
                    "io.netty.bootstrap.Bootstrap",
                    "disableResolver"),
            new Library(
                    "LMAX Disruptor",
                    "3.3",
                    null,
                    "com.lmax.disruptor.Sequence",
                    "com.lmax.disruptor.RingBuffer",
                    "createSingleProducer"),
            new Library(
                    "Jackson",
                    "2.13",
                    "jackson-bom.version",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "com.fasterxml.jackson.core.exc.StreamWriteException",
                    null));

    private RequiredLibraries() {}

    /**
     * Checks each library.
     *
     * @throws InternalException if one is missing or too old; the message has the version and the file that were found
     */
    public static void check() {
        try {
            LIBRARIES.forEach(RequiredLibraries::check);
        } catch (LinkageError missing) {
            throw new InternalException(missing);
        }
    }

    private static void check(Library library) {
        if (library.isMissing()) {
            Class<?> known = LibraryClasses.find(library.knownClass());
            throw new NoClassDefFoundError(library.name() + " " + library.minimum() + " or newer is needed; "
                    + found(known) + (known == null ? "" : library.remedy()));
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
