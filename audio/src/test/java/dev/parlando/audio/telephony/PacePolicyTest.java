package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests for the reaction of both policies to stalls, full transports and late audio. */
class PacePolicyTest {
    private final ManualPacketClock manual = new ManualPacketClock();
    private final FakeSpeechSource source = FakeSpeechSource.direct();
    private final RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);

    private TelephoneLeg open(PacePolicy policy) {
        return TelephoneLeg.builder(source, manual.clock(), sink)
                .pacePolicy(policy)
                .open();
    }

    private FakeSpeechStream say(TelephoneLeg leg, int packets) throws InterruptedException {
        leg.say("Hello.");
        return source.next().send(new byte[160 * packets]);
    }

    @Test
    void skipsMissedTimeWithoutABurst() throws Exception {
        TelephoneLeg leg = open(PacePolicy.SKIP);
        manual.advanceMillis(60);
        say(leg, 10).end();
        manual.advanceMillis(40);
        RecordingPacketSink.Sent before = sink.packets.get(4);

        manual.stall(Duration.ofSeconds(2));

        assertThat(sink.packets).hasSize(6);
        RecordingPacketSink.Sent next = sink.packets.get(5);
        assertThat(next.startsTalkSpurt()).isTrue();
        assertThat(next.index()).isEqualTo(before.index() + 1);
        assertThat(next.mediaTime() - before.mediaTime()).isEqualTo(100 * 160);
        assertThat(leg.statistics().skippedPackets()).isEqualTo(99);
        assertThat(leg.statistics().lateness().maxNanos()).isBetween(1_960_000_000L, 1_980_000_000L);
        manual.advanceMillis(400);
        assertThat(sink.speech()).as("no speech is lost").hasSize(10);
    }

    @Test
    void sendsALatePacketWithoutMovingThePlan() {
        TelephoneLeg leg = open(PacePolicy.SKIP);
        manual.advanceMillis(60);
        manual.stall(Duration.ofMillis(15));
        manual.advanceMillis(45);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < sink.packets.size(); i++) {
            gaps.add((sink.packets.get(i).nanos() - sink.packets.get(i - 1).nanos()) / 1_000_000);
        }
        assertThat(gaps.stream().mapToLong(Long::longValue).sum() % 20).isZero();
        assertThat(leg.statistics().skippedPackets()).isZero();
    }

    @Test
    void skipsTimeInWhichTheTransportIsFull() throws Exception {
        TelephoneLeg leg = open(PacePolicy.SKIP);
        say(leg, 3).end();
        manual.advanceMillis(20);
        sink.writable = false;
        manual.advanceMillis(60);
        assertThat(sink.packets).hasSize(1);
        sink.writable = true;
        manual.advanceMillis(40);
        assertThat(sink.speech()).hasSize(3);
        assertThat(sink.packets.get(1).mediaTime()).isEqualTo(4 * 160);
        assertThat(sink.packets.get(1).startsTalkSpurt()).isTrue();
        assertThat(leg.statistics().skippedPackets()).isEqualTo(3);
    }

    @Test
    void sendsTheLeadImmediatelyAndThenKeepsIt() throws Exception {
        TelephoneLeg leg = open(PacePolicy.CATCH_UP);
        manual.advanceMillis(1000);
        assertThat(sink.packets).as("no silence").isEmpty();
        say(leg, 50).end();
        manual.step();
        assertThat(sink.packets).hasSize(8);
        manual.advanceMillis(400);
        assertThat(sink.packets).hasSize(28);
        manual.advanceMillis(2000);
        assertThat(sink.packets)
                .hasSize(50)
                .filteredOn(RecordingPacketSink.Sent::startsTalkSpurt)
                .hasSize(1);
        assertThat(leg.statistics().starvedPackets()).isZero();
    }

    @Test
    void waitsWhileTheTransportIsFull() throws Exception {
        TelephoneLeg leg = open(PacePolicy.CATCH_UP);
        sink.writable = false;
        say(leg, 20).end();
        manual.advanceMillis(500);
        assertThat(sink.packets).isEmpty();
        sink.writable = true;
        manual.advanceMillis(20);
        assertThat(sink.packets).hasSize(8);
        assertThat(leg.statistics().starvedPackets()).isZero();
    }

    @Test
    void countsTimeInWhichTheFarEndHasNothingToPlay() throws Exception {
        TelephoneLeg leg = open(PacePolicy.CATCH_UP);
        FakeSpeechStream stream = say(leg, 4);
        manual.advanceMillis(180);
        assertThat(sink.packets).hasSize(4);
        stream.send(new byte[160]);
        manual.step();
        assertThat(sink.packets).as("sent when it arrives").hasSize(5);
        assertThat(leg.statistics().starvedPackets()).isEqualTo(5);
        assertThat(manual.clock().statistics().packets()).isEqualTo(5);
    }

    @Property(tries = 100, seed = "20261130")
    void neverSendsMoreThanThePolicyAllows(
            @ForAll PacePolicy policy, @ForAll long pattern, @ForAll @IntRange(min = 2, max = 20) int leadPackets)
            throws Exception {
        Random random = new Random(pattern);
        try (ManualPacketClock clock = new ManualPacketClock()) {
            RecordingPacketSink target = new RecordingPacketSink(clock::nanoTime);
            TelephoneLeg leg = TelephoneLeg.builder(source, clock.clock(), target)
                    .pacePolicy(policy)
                    .leadMillis(20 * leadPackets)
                    .open();
            leg.say("Hello.");
            source.next().send(new byte[160 * 4000]);
            int most = policy == PacePolicy.SKIP ? 1 : leadPackets;
            for (int i = 0; i < 30; i++) {
                clock.advance(Duration.ofNanos(random.nextInt(100_000_000)));
                int before = target.packets.size();
                clock.stall(Duration.ofNanos((long) Math.pow(10, 5 + 6 * random.nextDouble())));
                assertThat(target.packets.size() - before).isLessThanOrEqualTo(most);
            }
            assertThat(target.speech()).isEqualTo(target.packets);
            assertThat(target.packets)
                    .extracting(RecordingPacketSink.Sent::mediaTime)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void spreadsLegsOverThePacketTime() {
        List<RecordingPacketSink> sinks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RecordingPacketSink next = new RecordingPacketSink(manual::nanoTime);
            sinks.add(next);
            TelephoneLeg.builder(source, manual.clock(), next).open();
        }
        manual.advanceMillis(20);
        long[] perSlot = new long[20];
        long first = sinks.stream()
                .mapToLong(each -> each.packets.get(0).nanos())
                .min()
                .orElseThrow();
        sinks.forEach(each -> perSlot[(int) ((each.packets.get(0).nanos() - first) / 1_000_000)]++);
        assertThat(perSlot).containsOnly(2);
        assertThat(manual.clock().statistics().packets()).isEqualTo(40);
        assertThat(manual.clock().statistics().legs()).isEqualTo(40);
    }
}
