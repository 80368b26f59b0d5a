package dev.parlando.benchmarks.soak.engine;

import java.util.List;

/** The result of an endurance run. Prints the violations and exits, with 1 if there are any and 0 otherwise. */
public final class ExitStatus {
    private ExitStatus() {}

    public static void exit(List<String> violations) {
        violations.forEach(violation -> System.out.println("VIOLATED: " + violation));
        if (violations.isEmpty()) {
            System.out.println("nothing violated");
        }
        System.out.flush();
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
