package dev.parlando.command.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Injects a failure at a chosen moment. Moments are the points just before and just after each external effect. */
final class CrashPoint {
    /** Ends a run like the death of its process, because no code catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String moment) {
            super(moment);
        }
    }

    final List<String> moments = new ArrayList<>();
    private BiPredicate<Integer, String> blowsAt = (number, moment) -> false;
    private Supplier<? extends Throwable> failure = () -> new Killed("");

    /** Resets the count, and ends the run at the given moment. Has no effect if the run has fewer moments. */
    void arm(int moment) {
        arm(moment, () -> new Killed("moment " + moment));
    }

    /** Resets the count, and fails the given moment. */
    void arm(int moment, Supplier<? extends Throwable> with) {
        arm((number, name) -> number == moment, with);
    }

    /** Resets the count, and fails every moment with the given name. */
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
