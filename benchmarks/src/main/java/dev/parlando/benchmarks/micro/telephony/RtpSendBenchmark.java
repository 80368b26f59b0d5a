package dev.parlando.benchmarks.micro.telephony;

import dev.parlando.audio.telephony.IdleStream;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.rtp.RtpListener;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.audio.telephony.rtp.RtpSessionBuilder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of one packet from the clock to a UDP socket of loopback, which nothing reads. With a listener, the sockets
 * of RTP and RTCP are read after each packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the methods with Setup first.
public class RtpSendBenchmark {
    private static final Duration PTIME = Duration.ofMillis(20);

    @Param({"false", "true"})
    public boolean listener;

    private DatagramSocket receiver;
    private ManualPacketClock manual;

    @Setup
    public void setUp() throws IOException {
        receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        manual = new ManualPacketClock();
        RtpSessionBuilder builder = RtpSession.builder(
                MediaFormat.ULAW_8000, InetAddress.getLoopbackAddress().getHostAddress(), receiver.getLocalPort());
        RtpSession session = (listener ? builder.listener(new RtpListener() {}) : builder).open();
        TelephoneLeg.builder((request, handler, options) -> new IdleStream(request), manual.clock(), session)
                .open();
    }

    /** Sends a packet of silence. */
    @Benchmark
    public void send() {
        manual.advance(PTIME);
    }

    @TearDown
    public void tearDown() {
        manual.close();
        receiver.close();
    }
}
