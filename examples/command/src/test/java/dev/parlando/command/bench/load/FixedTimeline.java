package dev.parlando.command.bench.load;

import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A timeline with given times in microseconds. */
final class FixedTimeline implements Timeline {
    private final Map<TimelineEvent, Long> micros = new EnumMap<>(TimelineEvent.class);
    private List<AttemptRecord> attempts = List.of();

    FixedTimeline at(TimelineEvent event, long atMicros) {
        micros.put(event, atMicros);
        return this;
    }

    FixedTimeline withFirstAttemptAt(long atMicros) {
        attempts = List.of(new AttemptRecord(1, null, atMicros * 1000, 0, 0, null, null, null));
        return this;
    }

    @Override
    public OptionalLong nanos(TimelineEvent event) {
        Long at = micros.get(event);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at * 1000 + 999);
    }

    @Override
    public List<AttemptRecord> attempts() {
        return attempts;
    }

    @Override
    public long elapsedNanos() {
        return 1_000_000_000;
    }
}
