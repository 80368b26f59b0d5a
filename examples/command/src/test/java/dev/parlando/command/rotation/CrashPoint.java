package dev.parlando.command.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Blows at one of the moments that are just before or just after something happens outside of the process. */
final class CrashPoint {
    /** Ends a run as the loss of its process would: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String moment) {
            super(moment);
        }
    }

    final List<String> moments = new ArrayList<>();
    private BiPredicate<Integer, String> blowsAt = (number, moment) -> false;
    private Supplier<? extends Throwable> failure = () -> new Killed("");

    /** Counts the moments anew, and has that one end the run; it is not meant to be reached if there are fewer. */
    void arm(int moment) {
        arm(moment, () -> new Killed("moment " + moment));
    }

    /** Counts the moments anew, and has that one fail. */
    void arm(int moment, Supplier<? extends Throwable> with) {
        arm((number, name) -> number == moment, with);
    }

    /** Has the moment of that name fail. */
    void arm(String moment, Supplier<? extends Throwable> with) {
        arm((number, name) -> name.equals(moment), with);
    }

    private void arm(BiPredicate<Integer, String> at, Supplier<? extends Throwable> with) {
        moments.clear();
        blowsAt = at;
        failure = with;
    }

    void disarm() {
        arm((number, name) -> false, () -> new Killed(""));
    }

    <T> T around(String what, Supplier<T> effect) {
        pass("before " + what);
        T result = effect.get();
        pass("after " + what);
        return result;
    }

    void around(String what, Runnable effect) {
        Supplier<@Nullable Void> nothing = () -> {
            effect.run();
            return null;
        };
        around(what, nothing);
    }

    private void pass(String moment) {
        moments.add(moment);
        if (blowsAt.test(moments.size() - 1, moment)) {
            CrashPoint.<RuntimeException>sneak(failure.get());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
