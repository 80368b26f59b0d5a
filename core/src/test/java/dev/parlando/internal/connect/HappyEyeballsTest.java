package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the address race in fake time, without real connections. */
class HappyEyeballsTest {
    private static final String A4 = "192.0.2.1";
    private static final String B4 = "192.0.2.2";
    private static final String C4 = "192.0.2.3";
    private static final String A6 = "2001:db8:0:0:0:0:0:1";
    private static final String B6 = "2001:db8:0:0:0:0:0:2";

    private static final int TIMEOUT_MILLIS = 5_000;

    /** Channel whose event loop provides the fake time. */
    private final EmbeddedChannel clock = new EmbeddedChannel();

    private final Map<String, ChannelPromise> dialled = new LinkedHashMap<>();

    @BeforeEach
    void freezeClock() {
        clock.freezeTime();
    }

    private Future<Channel> race(String... addresses) {
        List<InetAddress> parsed =
                Stream.of(addresses).map(HappyEyeballsTest::parse).toList();
        return HappyEyeballs.start(
                clock.eventLoop(), parsed, TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS), this::dial);
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private ChannelFuture dial(InetAddress address) {
        ChannelPromise promise = new EmbeddedChannel().newPromise();
        // As with a real channel, the connection attempt fails when the channel is closed.
        promise.channel().closeFuture().addListener(closed -> promise.tryFailure(new IOException("closed")));
        dialled.put(address.getHostAddress(), promise);
        return promise;
    }

    private ChannelPromise attempt(String address) {
        return Objects.requireNonNull(dialled.get(address));
    }

    private boolean isOpen(String address) {
        return attempt(address).channel().isOpen();
    }

    private void advanceTime(int millis) {
        clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
    }

    @Test
    void alternatesFamiliesStartingWithFirstAddress() {
        race(A6, B6, A4, B4, C4);
        advanceTime(250);
        advanceTime(250);
        advanceTime(250);
        advanceTime(250);
        assertThat(dialled.keySet()).containsExactly(A6, A4, B6, B4, C4);
    }

    @Test
    void dialsNextAddressAfter250Millis() {
        race(A4, A6);
        advanceTime(249);
        assertThat(dialled.keySet()).containsExactly(A4);
        advanceTime(1);
        assertThat(dialled.keySet()).containsExactly(A4, A6);
        assertThat(isOpen(A4)).isTrue();
    }

    @Test
    void dialsNextAddressImmediatelyAfterFailure() {
        Future<Channel> winner = race(A4, A6, B4);
        attempt(A4).setFailure(new IOException("refused"));
        assertThat(dialled.keySet()).containsExactly(A4, A6);
        advanceTime(249);
        assertThat(dialled.keySet()).as("the head start begins anew").containsExactly(A4, A6);
        attempt(A6).setSuccess();
        assertThat(winner.getNow()).isSameAs(attempt(A6).channel());
    }

    @Test
    void returnsFirstConnectedChannelAndClosesOthers() {
        Future<Channel> winner = race(A4, A6, B4);
        advanceTime(250);
        attempt(A6).setSuccess();
        assertThat(winner.getNow()).isSameAs(attempt(A6).channel());
        assertThat(isOpen(A4)).isFalse();
        assertThat(isOpen(A6)).isTrue();
        advanceTime(10_000);
        assertThat(dialled.keySet()).as("no further address is dialled").containsExactly(A4, A6);
    }

    @Test
    void acceptsLateConnectionOfEarlierAddress() {
        Future<Channel> winner = race(A4, A6);
        advanceTime(250);
        attempt(A6).setFailure(new IOException("refused"));
        assertThat(winner.isDone()).isFalse();
        attempt(A4).setSuccess();
        assertThat(winner.getNow()).isSameAs(attempt(A4).channel());
    }

    @Test
    void reportsAllFailuresOnceEveryAddressFailed() {
        Future<Channel> winner = race(A4, A6);
        advanceTime(250);
        attempt(A6).setFailure(new IOException("unreachable"));
        assertThat(winner.isDone()).isFalse();
        attempt(A4).setFailure(new IOException("refused"));
        assertThat(winner.cause()).hasMessage("unreachable");
        assertThat(Objects.requireNonNull(winner.cause()).getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasMessage("refused"));
    }

    @Test
    void closesAllChannelsAndStopsDialingOnCancel() {
        Future<Channel> winner = race(A4, A6, B4);
        advanceTime(250);
        winner.cancel(false);
        assertThat(isOpen(A4)).isFalse();
        assertThat(isOpen(A6)).isFalse();
        advanceTime(10_000);
        assertThat(dialled.keySet()).containsExactly(A4, A6);
    }

    @Test
    void failsOnceEveryAddressHadItsWholeTimeout() {
        Future<Channel> winner = race(A4, A6);
        advanceTime(250);
        advanceTime(TIMEOUT_MILLIS - 250);
        assertThat(isOpen(A4)).isFalse();
        assertThat(winner.isDone()).isFalse();
        advanceTime(250);
        assertThat(isOpen(A6)).isFalse();
        assertThat(winner.cause()).isInstanceOf(ConnectTimeoutException.class).hasMessageContaining(A4);
    }

    @Test
    void connectsAfterPauseOfProcess() {
        Future<Channel> winner = race(A4);
        advanceTime(1);
        advanceTime(10 * TIMEOUT_MILLIS); // The timer is late, and the answer waits in the socket.
        assertThat(winner.isDone()).isFalse();
        attempt(A4).setSuccess();
        assertThat(winner.getNow()).isSameAs(attempt(A4).channel());
        advanceTime(10 * TIMEOUT_MILLIS);
        assertThat(isOpen(A4)).isTrue();
    }
}
