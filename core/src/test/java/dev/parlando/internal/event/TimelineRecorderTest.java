package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.TimelineEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineRecorderTest {
    private final AtomicLong nanoClock = new AtomicLong(Long.MAX_VALUE - 5);
    private final TimelineRecorder timeline = new TimelineRecorder(nanoClock::get);

    @Test
    void measuresFromCall() {
        assertThat(timeline.nanos(TimelineEvent.QUEUED)).hasValue(0);
        nanoClock.addAndGet(10);
        timeline.mark(TimelineEvent.QUEUED);
        assertThat(timeline.nanos(TimelineEvent.QUEUED)).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUEUED")
    void isEmptyBeforeEventIsMarked(TimelineEvent event) {
        assertThat(timeline.nanos(event)).isEmpty();
        assertThat(timeline.millis(event)).isEmpty();
        timeline.mark(event);
        assertThat(timeline.nanos(event)).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"QUEUED", "END"})
    void keepsFirstMarkOfEvent(TimelineEvent event) {
        nanoClock.addAndGet(1_500_000); // Beyond the overflow of the monotonic clock.
        timeline.mark(event);
        nanoClock.addAndGet(1_000_000);
        timeline.mark(event);
        assertThat(timeline.nanos(event)).hasValue(1_500_000);
        assertThat(timeline.millis(event)).hasValue(1.5);
    }

    @Test
    void acceptsEventTimeInPast() {
        nanoClock.addAndGet(10);
        timeline.mark(TimelineEvent.SECURED, 4);
        timeline.mark(TimelineEvent.SECURED);
        assertThat(timeline.nanos(TimelineEvent.SECURED)).hasValue(4);
    }

    @Test
    void keepsLastMarkOfEnd() {
        timeline.mark(TimelineEvent.END);
        nanoClock.addAndGet(7);
        timeline.mark(TimelineEvent.END);
        assertThat(timeline.nanos(TimelineEvent.END)).hasValue(7);
    }

    @Test
    void clearsAttemptEventsOnNewAttempt() {
        nanoClock.addAndGet(5);
        for (TimelineEvent event : TimelineEvent.values()) {
            timeline.mark(event);
        }
        timeline.beginAttempt();
        nanoClock.addAndGet(5);
        timeline.mark(TimelineEvent.CONNECTED);
        assertThat(timeline.nanos(TimelineEvent.QUEUED)).hasValue(0);
        assertThat(timeline.nanos(TimelineEvent.CONNECTED)).hasValue(10);
        assertThat(timeline.nanos(TimelineEvent.SECURED)).isEmpty();
        assertThat(timeline.nanos(TimelineEvent.REQUEST_SENT)).isEmpty();
        assertThat(timeline.nanos(TimelineEvent.RESPONSE_HEADERS)).isEmpty();
        assertThat(timeline.nanos(TimelineEvent.FIRST_BYTE)).hasValue(5);
    }

    @Test
    void listsAttemptsInOrder() {
        AttemptRecord failed = new AttemptRecord(
                1,
                null,
                0,
                0,
                7,
                new TransportException("connection refused", null, RequestProgress.NOT_SENT),
                null,
                null);
        AttemptRecord accepted = new AttemptRecord(2, "1a2b3c4d", 9, 3, 20, null, null, null);
        timeline.recordAttempt(failed);
        timeline.recordAttempt(accepted);
        assertThat(timeline.attempts()).containsExactly(failed, accepted);
    }
}
