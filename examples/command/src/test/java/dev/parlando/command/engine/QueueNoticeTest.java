package dev.parlando.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class QueueNoticeTest {
    private final StringWriter err = new StringWriter();
    private final QueueNotice notice = new QueueNotice(new PrintWriter(err));

    @Test
    void printsEachReasonOnce() {
        pause("system_busy", 1_250_000_000);
        pause("system_busy", 2_500_000_000L);
        pause("too_many_concurrent_requests", 50_000_000);
        assertThat(err.toString().lines())
                .containsExactly(
                        "parlando: the service has no room right now (system_busy); waiting, Ctrl-C gives up",
                        "parlando: the service has no room right now (too_many_concurrent_requests); waiting, Ctrl-C"
                                + " gives up");
    }

    private void pause(String reason, long nanos) {
        notice.onPaused(new Pause(
                reason,
                nanos,
                new LimitSnapshot("f", "turbo", 1, 0, 1, nanos, null, null, null, 0, 0, LimitReason.REFUSED)));
    }
}
