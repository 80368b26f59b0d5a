package dev.parlando.benchmarks.endtoend.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacketMeterTest {
    private long nanos = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(50);
    private final CallMeter calls = new CallMeter();
    private final PacketMeter meter = new PacketMeter(calls, () -> nanos);

    private void send(long index, long millis) {
        nanos = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(50 - millis);
        meter.beforeSend(index);
    }

    private double maxMillis() {
        return calls.lateness().getMaxValue() / 1e6;
    }

    @Test
    void comparesWithTheMostPunctualPacket() {
        send(0, 3);
        send(1, 20);
        calls.setMeasuring(true);
        send(2, 47);
        assertThat(maxMillis()).isBetween(7.0, 7.02);
    }

    @Test
    void doesNotMoveThePlanAfterALatePacket() {
        calls.setMeasuring(true);
        send(0, 0);
        send(1, 25);
        send(2, 40);
        assertThat(calls.lateness().getValueAtPercentile(50)).isZero();
        assertThat(maxMillis()).isBetween(5.0, 5.02);
    }

    @Test
    void countsSkippedPacketsAsLateUntilTheNextOne() {
        calls.setMeasuring(true);
        send(0, 0);
        send(4, 81);
        assertThat(calls.lateness().getTotalCount()).isEqualTo(5);
        assertThat(maxMillis()).isBetween(61.0, 61.1);
        assertThat(calls.sent()).isEqualTo(2);
    }

    @Test
    void countsPacketsThatAreNotMeasured() {
        send(0, 0);
        calls.setMeasuring(true);
        send(1, 20);
        assertThat(calls.sent()).isEqualTo(2);
        assertThat(calls.lateness().getTotalCount()).isEqualTo(1);
    }
}
