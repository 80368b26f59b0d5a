package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the threads of a clock, in real time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacketClockTest {
    private final FakeSpeechSource source = FakeSpeechSource.direct();

    @Test
    void dividesLegsAmongItsThreadsAndEndsThem() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch packets = new CountDownLatch(40);
        List<TelephoneLeg> legs = new ArrayList<>();
        try (PacketClock clock = PacketClock.create(2)) {
            for (int i = 0; i < 4; i++) {
                PacketSink sink = packet -> {
                    threads.add(Thread.currentThread());
                    packets.countDown();
                };
                legs.add(TelephoneLeg.builder(source, clock, sink).open());
            }
            assertThat(packets.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.statistics().legs()).isEqualTo(4);
        }
        assertThat(threads).extracting(Thread::getName).containsExactlyInAnyOrder("parlando-pace-1", "parlando-pace-2");
        assertThat(threads).extracting(Thread::getPriority).containsOnly(Thread.MAX_PRIORITY);
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(legs).noneMatch(TelephoneLeg::isOpen);
    }

    @Test
    void sinksMustNotWaitForUtterances() throws Exception {
        try (PacketClock clock = PacketClock.create()) {
            LegUtterance[] utterance = new LegUtterance[1];
            CountDownLatch ended = new CountDownLatch(1);
            List<Throwable> errors = new ArrayList<>();
            TelephoneLeg leg = TelephoneLeg.builder(source, clock, packet -> utterance[0].join())
                    .listener(new LegListener() {
                        @Override
                        public void onEnded(
                                TelephoneLeg ending, LegStatistics statistics, @Nullable ParlandoException error) {
                            errors.add(error);
                            ended.countDown();
                        }
                    })
                    .open();
            utterance[0] = leg.say("Hello.");
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(errors.get(0)).hasMessageContaining("parlando-pace-1");
        }
    }

    @Test
    void endsUtterancesAlthoughASinkHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        PacketClock clock = PacketClock.create();
        TelephoneLeg leg = TelephoneLeg.builder(source, clock, packet -> {
                    hanging.countDown();
                    awaitUninterruptibly(release);
                })
                .open();
        LegUtterance utterance = leg.say("Hello.");
        assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
        clock.close();
        assertThat(utterance.state()).isEqualTo(PlaybackState.FAILED);
        assertThatThrownBy(utterance::join).isInstanceOf(EngineClosedException.class);
        release.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1);
        }
    }

    @Test
    void failsTheUtterancesOfALegWithCopiesOfItsError() {
        try (PacketClock clock = PacketClock.create()) {
            TelephoneLeg leg = TelephoneLeg.builder(source, clock, packet -> {}).open();
            LegUtterance utterance = leg.say("Hello.");
            PlaybackException lost = new PlaybackException("the connection was lost", null);
            leg.fail(lost);
            assertThatThrownBy(utterance::join)
                    .isInstanceOf(PlaybackException.class)
                    .isNotSameAs(lost)
                    .hasMessage("the connection was lost");
        }
    }

    @Test
    void reportsASourceThatRefuses() {
        try (PacketClock clock = PacketClock.create()) {
            TelephoneLeg leg = TelephoneLeg.builder(
                            (request, handler, options) -> {
                                throw new EngineClosedException("the engine is closed");
                            },
                            clock,
                            packet -> {})
                    .open();
            for (int i = 0; i < 3; i++) {
                LegUtterance utterance = leg.say("Hello.");
                assertThatThrownBy(utterance::join).isInstanceOf(EngineClosedException.class);
            }
            assertThat(leg.isOpen()).isTrue();
        }
    }
}
