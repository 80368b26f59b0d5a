package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.StreamGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Short names of groups, with the settings only in which the groups differ. Stateless. */
final class GroupNames {
    private static final List<Function<StreamGroup, String>> SETTINGS = List.of(
            StreamGroup::textFormat,
            StreamGroup::model,
            StreamGroup::voice,
            StreamGroup::region,
            group -> "concurrency " + group.concurrency());

    private GroupNames() {}

    static List<String> of(List<StreamGroup> groups) {
        List<Function<StreamGroup, String>> different = SETTINGS.stream()
                .filter(setting -> groups.stream().map(setting).distinct().count() > 1)
                .toList();
        List<String> names = new ArrayList<>();
        for (StreamGroup group : groups) {
            List<String> parts =
                    different.stream().map(setting -> setting.apply(group)).toList();
            names.add(parts.isEmpty() ? group.textFormat() : String.join(", ", parts));
        }
        return names;
    }
}
