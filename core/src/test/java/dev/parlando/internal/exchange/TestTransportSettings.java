package dev.parlando.internal.exchange;

import com.lmax.disruptor.BlockingWaitStrategy;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The settings of a transport without threads, keys or TLS. */
public final class TestTransportSettings {
    private TestTransportSettings() {}

    /** Returns settings that check connections after 30 s of silence. */
    public static TransportSettings of(int maxConnections, Duration closeGrace, LongSupplier nanoClock) {
        return of(maxConnections, closeGrace, nanoClock, RetryPolicy.NONE);
    }

    /** Returns settings with a retry policy. */
    public static TransportSettings of(
            int maxConnections, Duration closeGrace, LongSupplier nanoClock, RetryPolicy retryPolicy) {
        return of(URI.create("http://speech.test"), maxConnections, closeGrace, nanoClock, retryPolicy);
    }

    /** Returns the settings for a server. A close waits for no call. */
    public static TransportSettings of(URI baseUrl) {
        return of(baseUrl, 1, Duration.ZERO, System::nanoTime, RetryPolicy.NONE);
    }

    private static TransportSettings of(
            URI baseUrl, int maxConnections, Duration closeGrace, LongSupplier nanoClock, RetryPolicy retryPolicy) {
        return new TransportSettings(
                new ConnectSettings(Origin.of(baseUrl), null, null, null, Timeouts.DEFAULT),
                null,
                Duration.ofSeconds(1),
                null,
                65_535,
                GovernorSettings.OFF,
                null,
                retryPolicy,
                Duration.ofSeconds(30),
                closeGrace,
                maxConnections,
                1,
                BlockingWaitStrategy::new,
                nanoClock,
                List.of(),
                null);
    }
}
