package dev.parlando.audio.telephony.asterisk;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.option.OptionRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A builder for an {@link AudioSocketServer}, which validates its options in {@link #start()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class AudioSocketServerBuilder {
    private static final int MAX_CALLS = 100_000;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    private final InetSocketAddress address;
    private final AudioSocketHandler handler;
    private int sampleRateHz = 8000;
    private Duration timeout = Duration.ofSeconds(2);
    private int maxCalls = 1000;
    private LongSupplier nanoClock = System::nanoTime;

    AudioSocketServerBuilder(InetSocketAddress address, AudioSocketHandler handler) {
        this.address = Objects.requireNonNull(address, "address");
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * Sets the sample rate of the audio sent: 8000, 12,000, 16,000, 24,000, 32,000, 44,100, 48,000, 96,000 or 192,000 Hz.
     * The default is 8000, the only one of the dialplan application and of Asterisk before 2025-10.
     */
    public AudioSocketServerBuilder sampleRateHz(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        return this;
    }

    /**
     * Sets the time limit for the UUID, and the time without any byte received or sent after which a call is lost. 100 ms
     * to 10 minutes; the default is two seconds, as in Asterisk.
     */
    public AudioSocketServerBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Sets the maximum number of calls, 1 to 100,000; the default is 1000. Further connections are closed. */
    public AudioSocketServerBuilder maxCalls(int maxCalls) {
        this.maxCalls = maxCalls;
        return this;
    }

    AudioSocketServerBuilder nanoClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        return this;
    }

    /**
     * Opens the port and starts the thread.
     *
     * @throws InvalidRequestException if an option is out of range or the address is not resolved
     * @throws TransportException if the port cannot be opened
     */
    public AudioSocketServer start() {
        int kind = AudioSocketKind.ofSampleRate(sampleRateHz);
        if (kind < 0) {
            throw new InvalidRequestException("sampleRateHz", sampleRateHz + " is not a sample rate of AudioSocket");
        }
        OptionRange.checkRange("timeout", timeout, MIN_TIMEOUT, MAX_TIMEOUT);
        OptionRange.checkRange("maxCalls", maxCalls, 1, MAX_CALLS);
        if (address.isUnresolved()) {
            throw new InvalidRequestException("address", address + " is not resolved; use an address of this machine");
        }
        AudioSocketSettings settings = new AudioSocketSettings(kind, timeout, maxCalls);
        try {
            return start(ServerSocketChannel.open(), settings);
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw new TransportException(
                    "cannot listen for AudioSocket on " + address + ": " + e.getMessage() + "; use a free port",
                    e,
                    RequestProgress.NOT_SENT);
        }
    }

    private AudioSocketServer start(ServerSocketChannel channel, AudioSocketSettings settings) throws IOException {
        try {
            channel.bind(address).configureBlocking(false);
            return new AudioSocketServer(channel, Selector.open(), settings, handler, nanoClock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
