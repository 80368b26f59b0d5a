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

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void receive() {
        channel.writeInbound(Unpooled.EMPTY_BUFFER);
        channel.inboundMessages().clear();
    }

    @Test
    void aFreshConnectionIsNotAsked() {
        pass(30);
        heartbeat.onStreamStart();
        assertThat(pings).isZero();
        assertThat(heartbeat.isPingPending()).isFalse();
    }

    @Test
    void oneThatWasSilentForLongIsAskedAsItIsUsed() {
        pass(31);
        heartbeat.onStreamStart();
        assertThat(pings).isEqualTo(1);
        assertThat(heartbeat.isPingPending()).isTrue();
        pass(4);
        receive();
        assertThat(heartbeat.isPingPending()).isFalse();
        assertThat(answers).isEqualTo(1);
        pass(5);
        assertThat(deaths).isZero();
    }

    @Test
    void noAnswerIsDeath() {
        pass(31);
        heartbeat.onStreamStart();
        pass(5);
        assertThat(deaths).isEqualTo(1);
        pass(600);
        assertThat(deaths).isEqualTo(1);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void silenceUnderWayIsAskedAbout() {
        heartbeat.onStreamStart();
        pass(9);
        assertThat(pings).isZero();
        pass(1);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void whileBytesComeNobodyAsks() {
        heartbeat.onStreamStart();
        for (int i = 0; i < 20; i++) {
            pass(9);
            receive();
        }
        assertThat(pings).isZero();
    }

    @Test
    void onlyAnsweredPingsMakeTheQuestionsRarer() {
        heartbeat.onStreamStart();
        pass(10);
        receive();
        assertThat(pings).isEqualTo(1);
        pass(19);
        assertThat(pings).isEqualTo(1);
        pass(1);
        assertThat(pings).isEqualTo(2);
        receive();
        pass(39);
        assertThat(pings).isEqualTo(2);
    }

    @Test
    void nothingUnderWayNothingAsked() {
        heartbeat.onStreamStart();
        busy = false;
        pass(3600);
        assertThat(pings).isZero();
    }

    @Test
    void aClosedConnectionIsNotAskedAnyMore() {
        heartbeat.onStreamStart();
        channel.close();
        pass(3600);
        assertThat(pings).isZero();
        assertThat(deaths).isZero();
    }
}
