package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.StreamGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition in which two runs differ. Immutable.
 *
 * @param name name for users
 * @param before value of the first result
 * @param after value of the second result
 */
record ConditionDifference(String name, String before, String after) {
    static List<ConditionDifference> of(BenchResult before, BenchResult after) {
        Differences found = new Differences(before, after);
        found.ofGroups("formats", StreamGroup::textFormat);
        found.ofGroups("models", StreamGroup::model);
        found.ofGroups("voices", StreamGroup::voice);
        found.ofGroups("regions", StreamGroup::region);
        found.ofConditions("texts", BenchConditions::promptSet);
        found.ofConditions("load", BenchConditions::loop);
        found.ofConditions("connections", run -> run.cold() ? "a new one for each stream" : "kept");
        found.ofConditions("handshake", run -> run.handshakeIncluded() ? "included" : "excluded");
        found.ofConditions("text", run -> run.live() ? "token by token" : "complete");
        found.ofConditions("device", run -> run.device() == null ? "none" : run.device());
        found.ofConditions("service", BenchConditions::service);
        found.ofConditions("warm-up", run -> Integer.toString(run.warmup()));
        found.ofConditions("Parlando", BenchConditions::parlandoVersion);
        found.ofConditions("Java", BenchConditions::java);
        found.ofConditions("system", BenchConditions::operatingSystem);
        found.ofConditions("machine", BenchConditions::machine);
        return found.all;
    }

    /** The differences found so far. Confined to one thread. */
    private static final class Differences {
        private final BenchResult before;
        private final BenchResult after;
        private final List<ConditionDifference> all = new ArrayList<>();

        Differences(BenchResult before, BenchResult after) {
            this.before = before;
            this.after = after;
        }

        void ofConditions(String name, Function<BenchConditions, String> condition) {
            add(name, condition.apply(before.conditions()), condition.apply(after.conditions()));
        }

        void ofGroups(String name, Function<StreamGroup, String> setting) {
            add(name, settings(before, setting), settings(after, setting));
        }

        private static String settings(BenchResult result, Function<StreamGroup, String> setting) {
            return result.groups().stream().map(setting).distinct().sorted().collect(Collectors.joining(", "));
        }

        private void add(String name, String first, String second) {
            if (!first.equals(second)) {
                all.add(new ConditionDifference(name, first, second));
            }
        }
    }
}
