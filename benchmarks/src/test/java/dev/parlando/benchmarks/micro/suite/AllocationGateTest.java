package dev.parlando.benchmarks.micro.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.benchmarks.micro.delivery.DeliveryBenchmark;
import dev.parlando.benchmarks.micro.resample.ResamplerBenchmark;
import dev.parlando.benchmarks.micro.socket.SocketMessageBenchmark;
import dev.parlando.benchmarks.micro.telephony.PacerTickBenchmark;
import dev.parlando.benchmarks.micro.telephony.PacketizerBenchmark;
import dev.parlando.internal.timing.Allocation;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of the hot path that must allocate nothing on the thread that takes them. */
class AllocationGateTest {
    private static final int OPERATIONS = 2_000;

    private static volatile long result; // Keeps the compiler from eliminating the work.

    private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

    @BeforeAll
    static void stopLeakDetector() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // It records each buffer.
    }

    @AfterAll
    static void restoreLeakDetector() {
        ResourceLeakDetector.setLevel(LEVEL);
    }

    static Stream<Arguments> steps() {
        DeliveryBenchmark delivery = new DeliveryBenchmark();
        delivery.streams = 10;
        delivery.setUp();
        ResamplerBenchmark resampler = new ResamplerBenchmark();
        resampler.setUp();
        PacketizerBenchmark packetizer = new PacketizerBenchmark();
        packetizer.packets = 10;
        packetizer.setUp();
        PacerTickBenchmark pacer = new PacerTickBenchmark();
        pacer.legs = 10;
        pacer.setUp();
        return Stream.of(
                arguments("DATA payload to handler and credit", (Runnable) () -> result = delivery.chunk()),
                arguments("resampler", (Runnable) () -> result = resampler.resample()),
                arguments("message of a socket", socketMessage()),
                arguments("packetizer", (Runnable) () -> result = packetizer.send()),
                arguments("tick of the pacer", (Runnable) () -> result = pacer.speech()));
    }

    private static Runnable socketMessage() {
        SocketMessageBenchmark socket = new SocketMessageBenchmark();
        socket.setUp();
        return () -> result = socket.read();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void allocatesNothing(String name, Runnable step) {
        assertThat(Allocation.leastBytes(() -> repeat(step))).as(name).isZero();
    }

    @Test
    void detectsAllocationOfTree() {
        SocketMessageBenchmark socket = new SocketMessageBenchmark();
        socket.setUp();
        Runnable tree = () -> {
            try {
                result = socket.tree();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThat(Allocation.leastBytes(() -> repeat(tree))).isGreaterThan((long) OPERATIONS * socket.audioBytes);
    }

    private static void repeat(Runnable step) {
        for (int i = 0; i < OPERATIONS; i++) {
            step.run();
        }
    }
}
