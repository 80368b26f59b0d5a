package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Permissions of a key: all, or a list of names such as {@code text_to_speech}. Immutable.
 *
 * <p>The service adds permissions from time to time, so unknown names are passed through.
 */
public final class Permissions {
    /** All present and future permissions. */
    public static final Permissions ALL = new Permissions(true, List.of());

    /** No permission, as held by an unusable key. No key can be created with it. */
    public static final Permissions NONE = new Permissions(false, List.of());

    private final boolean all;
    private final List<String> names;

    private Permissions(boolean all, List<String> names) {
        this.all = all;
        this.names = names;
    }

    /**
     * Returns the listed permissions.
     *
     * @param names names as the service spells them; {@code all} must be the only one
     * @throws InvalidRequestException if the list is empty, or a name is not made of lower-case letters, digits and
     *     underscores
     */
    public static Permissions of(Collection<String> names) {
        SortedSet<String> sorted = new TreeSet<>(names);
        for (String name : sorted) {
            if (!name.matches("[a-z0-9_]+")) {
                throw new InvalidRequestException(
                        "permissions", "'" + name + "' is not the name of one, such as text_to_speech");
            }
        }
        if (sorted.contains("all")) {
            return requireAlone(sorted);
        }
        return new Permissions(false, List.copyOf(sorted)).requireAny();
    }

    /** Returns the listed permissions. */
    public static Permissions of(String... names) {
        return of(List.of(names));
    }

    private static Permissions requireAlone(Collection<String> names) {
        if (names.size() > 1) {
            throw new InvalidRequestException("permissions", "'all' cannot be combined with other permissions; choose");
        }
        return ALL;
    }

    /** Returns this instance if it holds at least one permission. */
    Permissions requireAny() {
        if (!all && names.isEmpty()) {
            throw new InvalidRequestException("permissions", "are empty; name at least one, or use all");
        }
        return this;
    }

    /** Returns whether this stands for all permissions. */
    public boolean isAll() {
        return all;
    }

    /** Returns the names in alphabetical order; empty for all. */
    public List<String> names() {
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permissions that && all == that.all && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Boolean.hashCode(all);
    }

    /** Returns {@code all}, {@code none}, or the names separated by commas. */
    @Override
    public String toString() {
        return all ? "all" : names.isEmpty() ? "none" : String.join(",", names);
    }
}
