package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams of two results that can be compared: those of the groups that both have, or all if no group is common.
 * Immutable.
 *
 * @param before the streams of the first result, in order
 * @param after the streams of the second result, in order
 * @param byGroup whether the groups are common
 * @param byText whether the texts are common
 */
record ComparableStreams(List<StreamResult> before, List<StreamResult> after, boolean byGroup, boolean byText) {
    /**
     * The settings and the text that streams share. Immutable.
     *
     * @param group the settings; null if no group is common
     * @param text index of the text; -1 if the results have different texts
     */
    record StreamKind(@Nullable StreamGroup group, int text) {}

    static ComparableStreams of(BenchResult before, BenchResult after) {
        Set<StreamGroup> common = new HashSet<>(before.groups());
        common.retainAll(after.groups());
        boolean byText =
                before.conditions().promptSet().equals(after.conditions().promptSet());
        return new ComparableStreams(before.streams(), after.streams(), !common.isEmpty(), byText)
                .filter(stream -> common.isEmpty() || common.contains(stream.group()));
    }

    /** Returns the streams with all of the quantities, of the kinds that both results have. */
    ComparableStreams measured(List<ComparedQuantity> quantities) {
        ComparableStreams known =
                completed().filter(stream -> quantities.stream().allMatch(quantity -> quantity.isKnown(stream)));
        Set<StreamKind> common = new HashSet<>(known.kinds(known.before));
        common.retainAll(known.kinds(known.after));
        return known.filter(stream -> common.contains(kind(stream)));
    }

    ComparableStreams completed() {
        return filter(StreamResult::completed);
    }

    private ComparableStreams filter(Predicate<StreamResult> kept) {
        return new ComparableStreams(
                before.stream().filter(kept).toList(),
                after.stream().filter(kept).toList(),
                byGroup,
                byText);
    }

    /** Returns the kind of each of some streams. */
    List<StreamKind> kinds(List<StreamResult> streams) {
        return streams.stream().map(this::kind).toList();
    }

    private StreamKind kind(StreamResult stream) {
        return new StreamKind(byGroup ? stream.group() : null, byText ? stream.text() : -1);
    }
}
