package dev.parlando.internal.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the heartbeat in fake time. */
class KeepAliveTest implements KeepAlive.Callback {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final KeepAlive heartbeat;
    private boolean busy = true;
    private int pings;
    private int answers;
    private int deaths;

    KeepAliveTest() {
        channel.freezeTime();
        heartbeat = new KeepAlive(
                channel.eventLoop(), this, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));
        channel.pipeline().addLast(heartbeat);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public void onPingAnswered() {
        answers++;
    }

    @Override
    public void onPingTimeout(Duration limit) {
        assertThat(limit).isEqualTo(Duration.ofSeconds(5));
        deaths++;
    }

    private void advanceSeconds(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void receive() {
        channel.writeInbound(Unpooled.EMPTY_BUFFER);
        channel.inboundMessages().clear();
    }

    @Test
    void isStaleAfterIdleLimitOnly() {
        advanceSeconds(30);
        assertThat(heartbeat.isStale()).isFalse();
        advanceSeconds(1);
        assertThat(heartbeat.isStale()).isTrue();
        receive();
        assertThat(heartbeat.isStale()).isFalse();
    }

    @Test
    void doesNotPingIdleConnectionOnStreamStart() {
        advanceSeconds(31);
        heartbeat.onStreamStart();
        assertThat(pings).isZero();
        assertThat(heartbeat.isPingPending()).isFalse();
    }

    @Test
    void pingsOncePerProbe() {
        advanceSeconds(31);
        heartbeat.probe();
        heartbeat.probe();
        assertThat(pings).isEqualTo(1);
        assertThat(heartbeat.isPingPending()).isTrue();
        advanceSeconds(4);
        receive();
        assertThat(heartbeat.isPingPending()).isFalse();
        assertThat(answers).isEqualTo(1);
        advanceSeconds(5);
        assertThat(deaths).isZero();
    }

    @Test
    void reportsUnansweredPingOnce() {
        advanceSeconds(31);
        heartbeat.probe();
        advanceSeconds(5);
        assertThat(deaths).isEqualTo(1);
        advanceSeconds(600);
        assertThat(deaths).isEqualTo(1);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void pingsSilentConnectionInUse() {
        heartbeat.onStreamStart();
        advanceSeconds(9);
        assertThat(pings).isZero();
        advanceSeconds(1);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void doesNotPingWhileBytesArrive() {
        heartbeat.onStreamStart();
        for (int i = 0; i < 20; i++) {
            advanceSeconds(9);
            receive();
        }
        assertThat(pings).isZero();
    }

    @Test
    void doublesPingIntervalAfterAnsweredPing() {
        heartbeat.onStreamStart();
        advanceSeconds(10);
        receive();
        assertThat(pings).isEqualTo(1);
        advanceSeconds(19);
        assertThat(pings).isEqualTo(1);
        advanceSeconds(1);
        assertThat(pings).isEqualTo(2);
        receive();
        advanceSeconds(39);
        assertThat(pings).isEqualTo(2);
    }

    @Test
    void doesNotPingWithoutRunningStreams() {
        heartbeat.onStreamStart();
        busy = false;
        advanceSeconds(3600);
        assertThat(pings).isZero();
    }

    @Test
    void doesNotPingClosedConnection() {
        heartbeat.onStreamStart();
        channel.close();
        advanceSeconds(3600);
        assertThat(pings).isZero();
        assertThat(deaths).isZero();
    }

    @Test
    void readsWaitingBytesAfterProcessStoodStill() {
        heartbeat.probe();
        advanceSeconds(60); // The timer fires late.
        assertThat(deaths).isZero();
        receive();
        advanceSeconds(60);
        assertThat(answers).isEqualTo(1);
        assertThat(deaths).isZero();
    }

    @Test
    void reportsDeadConnectionSoonAfterProcessStoodStill() {
        heartbeat.probe();
        advanceSeconds(60);
        channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(deaths).isEqualTo(1);
    }
}
