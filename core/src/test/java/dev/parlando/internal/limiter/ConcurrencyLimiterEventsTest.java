package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SaturationAlert;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of the events that the limiter reports to listeners. */
class ConcurrencyLimiterEventsTest {
    private final LimiterFixture place = new LimiterFixture(1);
    private final RecordingGovernorListener heard = new RecordingGovernorListener();

    ConcurrencyLimiterEventsTest() {
        place.events.add(heard);
    }

    @Test
    void reportsEventsInOrder() {
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b", Priority.PREFETCH);
        place.time.passMillis(30);
        place.maximumIs(2, a);
        b.refusedFor("system_busy");
        place.events.close();

        assertThat(heard.kinds()).containsExactly("Admission", "LimitChange", "LimitSnapshot", "Admission", "Pause");
        Admission second = heard.all(Admission.class).get(1);
        assertThat(second.priority()).isEqualTo(Priority.PREFETCH);
        assertThat(TimeUnit.NANOSECONDS.toMillis(second.waitedNanos())).isEqualTo(30);
        assertThat(second.snapshot().inFlight()).isEqualTo(2);
        LimitChange change = heard.all(LimitChange.class).get(0);
        assertThat(change.previousLimit()).isEqualTo(1);
        assertThat(change.snapshot().limit()).isEqualTo(2);
    }

    @Test
    void reportsFullDurationOfPause() {
        place.policy.limit = 2;
        ScriptedPermitRequest a = place.enter("a");
        ScriptedPermitRequest b = place.enter("b");
        a.refusedFor("system_busy", Duration.ofMillis(900));
        b.refusedFor("system_busy");
        place.events.close();

        assertThat(heard.all(Pause.class)).extracting(Pause::pausedNanos).containsOnly(900_000_000L);
        assertThat(heard.all(Pause.class)).extracting(Pause::reason).containsOnly("system_busy");
        assertThat(heard.all(Pause.class))
                .extracting(pause -> pause.snapshot().pausedNanos())
                .containsOnly(900_000_000L);
    }

    @Test
    void reportsNoPauseIfNoneStarts() {
        place.enter("a").refusedFor("system_busy", Duration.ofDays(1));
        place.events.close();

        assertThat(heard.all(Pause.class)).isEmpty();
    }

    @Test
    void reportsPermitThatIsReturnedByFinalRefusal() {
        List<Integer> inFlight = new CopyOnWriteArrayList<>();
        place.events.add(new GovernorListener() {
            @Override
            public void onReturned(LimitSnapshot now) {
                inFlight.add(now.inFlight());
            }
        });
        place.enter("a").refusedFor("system_busy", Duration.ofDays(1));
        place.events.close();

        assertThat(inFlight).containsExactly(0);
    }

    @Test
    void reportsErrorCodeAsPauseReasonWithoutStatus() {
        ServiceError said = new ServiceError(429, null, "rate_limit_exceeded", null, null, null, null, null);
        place.limiter.requeue(place.enter("a").ticket, new CapacityException("refused", said));
        place.events.close();

        assertThat(heard.all(Pause.class)).extracting(Pause::reason).containsExactly("rate_limit_exceeded");
    }

    @Test
    void alertsWhenAccountStaysAtMaximum() {
        ScriptedPermitRequest a = place.enter("a");
        for (int i = 0; i < 5; i++) {
            place.limiter.onResponse(a.ticket, new ConcurrencyReport(3, 3, null, null));
            place.time.passMillis(10_000);
        }
        place.events.close();

        assertThat(heard.all(SaturationAlert.class)).singleElement().satisfies(alert -> {
            assertThat(alert.cause()).isEqualTo(SaturationAlert.Cause.OTHERS);
            assertThat(alert.snapshot().maximum()).isEqualTo(3);
        });
    }
}
