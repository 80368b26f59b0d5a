package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says what a key may do: everything, or what it lists, such as {@code text_to_speech}. Immutable.
 *
 * <p>The service adds permissions now and then, so a name that it is not known here is passed on.
 */
public final class Permissions {
    /** Everything that there is and will be. */
    public static final Permissions ALL = new Permissions(List.of());

    private final List<String> names;

    private Permissions(List<String> names) {
        this.names = names;
    }

    /**
     * Returns the listed permissions.
     *
     * @throws InvalidRequestException if none is listed, or one is not a word of small letters and underscores
     */
    public static Permissions of(Collection<String> names) {
        SortedSet<String> sorted = new TreeSet<>(names);
        if (sorted.isEmpty()) {
            throw new InvalidRequestException("permissions", "are none; name at least one, or use all");
        }
        for (String name : sorted) {
            if (!name.matches("[a-z0-9_]+")) {
                throw new InvalidRequestException(
                        "permissions", "'" + name + "' is not the name of one, such as text_to_speech");
            }
        }
        return new Permissions(List.copyOf(sorted));
    }

    /** Returns the listed permissions. */
    public static Permissions of(String... names) {
        return of(List.of(names));
    }

    /** Returns whether a key may do everything. */
    public boolean isAll() {
        return names.isEmpty();
    }

    /** Returns what is listed, in the order of the alphabet; nothing for all. */
    public List<String> names() {
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permissions that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Returns {@code all}, or the names with commas between them. */
    @Override
    public String toString() {
        return isAll() ? "all" : String.join(",", names);
    }
}
