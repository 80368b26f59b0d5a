package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.load.ServiceLimits;
import org.junit.jupiter.api.Test;

class ServiceLimitsTest {
    private static final ServiceLimits LIMITS = ServiceLimits.DEFAULT;

    @Test
    void changesEachPropertySeparately() {
        assertThat(LIMITS).isEqualTo(new ServiceLimits(10, 100, 50, 0, true, 0, 0, 0));
        ServiceLimits changed = LIMITS.withMaximumConcurrent(3)
                .withQueue(4, 5)
                .withOthersInUse(6)
                .withHeaders(false)
                .withInjectedRefusals(7, 8, 9);
        assertThat(changed).isEqualTo(new ServiceLimits(3, 4, 5, 6, false, 7, 8, 9));
    }

    @Test
    void rejectsAndNamesInvalidNumbers() {
        assertThatThrownBy(() -> LIMITS.withMaximumConcurrent(0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("maximum_concurrent: 0");
        assertThatThrownBy(() -> LIMITS.withQueue(-1, 0)).hasMessageStartingWith("queue_length: -1");
        assertThatThrownBy(() -> LIMITS.withQueue(0, -1)).hasMessageStartingWith("queue_delay_millis: -1");
        assertThatThrownBy(() -> LIMITS.withOthersInUse(-1)).hasMessageStartingWith("others_in_use: -1");
        assertThatThrownBy(() -> LIMITS.withInjectedRefusals(-1, 0, 0)).hasMessageStartingWith("busy_every: -1");
        assertThatThrownBy(() -> LIMITS.withInjectedRefusals(0, -1, 0))
                .hasMessageStartingWith("rate_limited_every: -1");
        assertThatThrownBy(() -> LIMITS.withInjectedRefusals(0, 0, -1))
                .hasMessageStartingWith("retry_after_seconds: -1");
    }

    @Test
    void rejectsNegativeOrNonFinitePace() {
        for (double pace : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            OfflineVoiceServerBuilder builder = OfflineVoiceServer.builder().pace(pace);
            assertThatThrownBy(builder::start)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("pace: ");
        }
    }
}
