package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says what a key may do: everything, or what it lists, such as {@code text_to_speech}. Immutable.
 *
 * <p>The service adds permissions now and then, so a name that is not known here is passed on.
 */
public final class Permissions {
    /** Everything that there is and will be. */
    public static final Permissions ALL = new Permissions(true, List.of());

    /** Nothing at all: what an unusable key has. No key can be created with it. */
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
     * @param names the service's words for them; {@code all} may stand alone
     * @throws InvalidRequestException if none is listed, or one is not a word of small letters and underscores
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
            throw new InvalidRequestException("permissions", "'all' cannot be listed with others; choose");
        }
        return ALL;
    }

    /** Returns these if they are any. */
    Permissions requireAny() {
        if (!all && names.isEmpty()) {
            throw new InvalidRequestException("permissions", "are none; name at least one, or use all");
        }
        return this;
    }

    /** Returns whether a key may do everything. */
    public boolean isAll() {
        return all;
    }

    /** Returns what is listed, in the order of the alphabet; nothing for all. */
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

    /** Returns {@code all}, {@code none}, or the names with commas between them. */
    @Override
    public String toString() {
        return all ? "all" : names.isEmpty() ? "none" : String.join(",", names);
    }
}
