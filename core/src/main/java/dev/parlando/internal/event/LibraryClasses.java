package dev.parlando.internal.event;

import org.jspecify.annotations.Nullable;

/** A lookup of classes that only some versions of a library have. Stateless. */
public final class LibraryClasses {
    private LibraryClasses() {}

    /** Returns the class with a name without initializing it, or null if it is missing. */
    public static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, LibraryClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }
}
