package dev.parlando;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credits.CreditMeter;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.network.BaseUrls;
import dev.parlando.network.Proxy;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.SpeechRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link SpeechEngine} is to be, and checks it in {@link #build()}.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechEngineBuilder {
    private static final int MAX_LIMIT = 10_000;
    private static final int MIN_WINDOW_BYTES = 65_535;
    private static final int MAX_WINDOW_BYTES = 16 * 1024 * 1024;

    private URI baseUrl = BaseUrls.GLOBAL;
    private @Nullable ApiKey apiKey;
    private @Nullable ApiKeyProvider keyProvider;
    private Duration keyRefreshInterval = Duration.ofSeconds(1);
    private boolean cleartextKeyAllowed;
    private @Nullable CreditMeter creditMeter;
    private @Nullable Proxy proxy;
    private @Nullable Path trustedCertificates;
    private @Nullable SSLContext sslContext;
    private @Nullable String defaultVoice;
    private int streamWindowBytes = 1024 * 1024;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private GovernorSettings governor = GovernorSettings.DEFAULT;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private Duration probeAfterIdle = Duration.ofSeconds(30);
    private Duration closeGrace = Duration.ofSeconds(2);
    private int maxConnections = 32;
    private int ioThreads = 1;
    private RingWaitStrategy waitStrategy = RingWaitStrategy.BLOCKING;
    private LongSupplier nanoClock = System::nanoTime;

    SpeechEngineBuilder() {}

    /**
     * Sets scheme, host, port and perhaps a path of the service, for every call; {@code http} means HTTP/2 in the clear.
     * Default: {@link BaseUrls#GLOBAL}.
     */
    public SpeechEngineBuilder baseUrl(URI baseUrl) {
        this.baseUrl = baseUrl;
        return this;
    }

    /**
     * Sets the base URL from text.
     *
     * @throws InvalidRequestException if that is not a URL
     */
    public SpeechEngineBuilder baseUrl(String baseUrl) {
        try {
            return baseUrl(new URI(baseUrl.strip()));
        } catch (URISyntaxException e) {
            // What is no URL may hold a secret, so it is not repeated.
            throw new InvalidRequestException("base_url", "is not a URL: " + e.getReason());
        }
    }

    /** Sets what all connections go through. Default: nothing; the system's settings are not looked at. */
    public SpeechEngineBuilder proxy(Proxy proxy) {
        this.proxy = proxy;
        return this;
    }

    /** Sets the key. Default: that of {@link ApiKeyProvider#environment()}. */
    public SpeechEngineBuilder apiKey(ApiKey apiKey) {
        this.apiKey = apiKey;
        return this;
    }

    /** Sets what says which key to use, in place of a key that never changes. */
    public SpeechEngineBuilder apiKeys(ApiKeyProvider provider) {
        this.keyProvider = provider;
        return this;
    }

    /** Sets how often the provider of keys is asked, 10 ms to a day. Default: 1 s, since a file costs next to nothing. */
    public SpeechEngineBuilder keyRefreshInterval(Duration interval) {
        this.keyRefreshInterval = interval;
        return this;
    }

    /** Sets what counts the credits that this engine spends; one meter may serve several engines. Default: nothing. */
    public SpeechEngineBuilder creditMeter(CreditMeter meter) {
        this.creditMeter = meter;
        return this;
    }

    /**
     * Lets the key travel unencrypted to a host that is not this machine, such as a sidecar that speaks TLS for us; whoever is
     * on the way can read and use it. Default: that is refused.
     */
    public SpeechEngineBuilder allowKeyInCleartext() {
        this.cleartextKeyAllowed = true;
        return this;
    }

    /** Sets a PEM file of the issuers, one or several, to trust instead of the JDK's. */
    public SpeechEngineBuilder trustedCertificates(Path pemFile) {
        this.trustedCertificates = pemFile;
        return this;
    }

    /**
     * Sets what TLS trusts and which certificate it shows, if any, instead of the JDK's defaults. Host names are verified all
     * the same, and versions before TLS 1.2 are not offered.
     */
    public SpeechEngineBuilder sslContext(SSLContext context) {
        this.sslContext = context;
        return this;
    }

    /** Sets the voice of requests that name none. Default: the first voice that the account lists, looked up once. */
    public SpeechEngineBuilder defaultVoice(String voiceId) {
        this.defaultVoice = voiceId;
        return this;
    }

    /**
     * Sets how many bytes of audio one stream may hold unread, 65,535 to 16 MiB. Default: 1 MiB, which is 21 s of 24
     * kHz PCM. It bounds the memory of a stream that is held; what fits into it is received, and no longer counts as running
     * at the service, even if it is played slowly.
     */
    public SpeechEngineBuilder streamWindowBytes(int bytes) {
        this.streamWindowBytes = bytes;
        return this;
    }

    /** Sets how long each phase of an utterance may take. Default: {@link Timeouts#DEFAULT}. */
    public SpeechEngineBuilder timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
        return this;
    }

    /** Sets how requests are kept within the account's limits. Default: {@link GovernorSettings#DEFAULT}. */
    public SpeechEngineBuilder governor(GovernorSettings settings) {
        this.governor = settings;
        return this;
    }

    /** Sets how often and when a request is sent again. Default: {@link RetryPolicy#DEFAULT}. */
    public SpeechEngineBuilder retryPolicy(RetryPolicy policy) {
        this.retryPolicy = policy;
        return this;
    }

    /**
     * Sets how long a connection may have been silent before it is asked, beside the next request, whether it is still
     * alive. Default: 30 s, since many networks forget a silent connection after a few minutes.
     */
    public SpeechEngineBuilder probeAfterIdle(Duration idle) {
        this.probeAfterIdle = idle;
        return this;
    }

    /** Sets how long {@link SpeechEngine#close()} lets utterances come to their end; zero for not at all. Default: 2 s. */
    public SpeechEngineBuilder closeGrace(Duration grace) {
        this.closeGrace = grace;
        return this;
    }

    /**
     * Sets how many connections each event loop may have open, 1 to 1024. One carries as many utterances as the service
     * allows, often 100; further ones are opened as they are needed. Default: 32.
     */
    public SpeechEngineBuilder maxConnections(int count) {
        this.maxConnections = count;
        return this;
    }

    /** Sets how many event loops, each with a ring and connections of its own, share the work. Default: 1. */
    public SpeechEngineBuilder ioThreads(int count) {
        this.ioThreads = count;
        return this;
    }

    /** Sets how ring threads wait. Default: {@link RingWaitStrategy#BLOCKING}. */
    public SpeechEngineBuilder waitStrategy(RingWaitStrategy wait) {
        this.waitStrategy = wait;
        return this;
    }

    /** Sets the monotonic clock, in nanoseconds, of the timelines. Default: {@link System#nanoTime()}. */
    public SpeechEngineBuilder nanoClock(LongSupplier clock) {
        this.nanoClock = clock;
        return this;
    }

    /**
     * Checks the values and starts the engine; no connection is opened yet.
     *
     * @throws InvalidRequestException if a value is not allowed, or if there is no key for a service that is not on this
     *     machine
     */
    public SpeechEngine build() {
        checkRange("stream_window_bytes", streamWindowBytes, MIN_WINDOW_BYTES, MAX_WINDOW_BYTES);
        checkRange("io_threads", ioThreads, 1, 64);
        checkRange("max_connections", maxConnections, 1, 1024);
        checkRange("probe_after_idle", probeAfterIdle, Duration.ZERO, Duration.ofDays(1));
        checkRange("key_interval", keyRefreshInterval, Duration.ofMillis(10), Duration.ofDays(1));
        checkRange("close_grace", closeGrace, Duration.ZERO, Duration.ofDays(1));
        checkGovernor();
        checkDefaultVoice();
        checkTrust();
        TransportSettings settings = new TransportSettings(
                new ConnectSettings(baseUrl, proxy, trustedCertificates, sslContext, timeouts),
                resolveProvider(),
                keyRefreshInterval,
                creditMeter,
                streamWindowBytes,
                governor,
                retryPolicy,
                probeAfterIdle,
                closeGrace,
                maxConnections,
                ioThreads,
                this::newWaitStrategy,
                nanoClock);
        return new SpeechEngine(settings, defaultVoice);
    }

    private void checkGovernor() {
        checkRange("governor.initial_limit", governor.initialLimit(), 1, MAX_LIMIT);
        checkRange("governor.max_limit", governor.maxLimit(), 1, MAX_LIMIT);
        checkRange("governor.max_queued", governor.maxQueued(), 0, 1_000_000);
        checkRange("governor.max_wait", governor.maxWait(), Duration.ZERO, Duration.ofDays(1));
        checkRange("governor.alert_after", governor.alertAfter(), Duration.ZERO, Duration.ofDays(1));
    }

    private void checkTrust() {
        if (trustedCertificates != null && sslContext != null) {
            throw new InvalidRequestException(
                    "ssl_context", "says itself whom it trusts; leave trusted_certificates or ssl_context out");
        }
        if ((trustedCertificates != null || sslContext != null) && !"https".equalsIgnoreCase(baseUrl.getScheme())) {
            throw new InvalidRequestException(
                    sslContext != null ? "ssl_context" : "trusted_certificates",
                    "is for an https base URL; " + baseUrl.getScheme() + " uses none");
        }
    }

    private @Nullable ApiKeyProvider resolveProvider() {
        if (apiKey != null && keyProvider != null) {
            throw new InvalidRequestException("api_key", "is set beside a provider of keys; leave one of them out");
        }
        ApiKeyProvider provider = keyProvider;
        if (apiKey != null) {
            provider = ApiKeyProvider.of(apiKey);
        } else if (provider == null && ApiKeyProvider.isSetIn(System.getenv())) {
            provider = ApiKeyProvider.environment();
        }
        if (baseUrl.getHost() != null && !isThisMachine(baseUrl.getHost())) {
            checkKeyForHost(baseUrl.getHost(), provider != null);
        }
        return provider;
    }

    private void checkKeyForHost(String host, boolean hasKey) {
        if (!hasKey) {
            throw new InvalidRequestException(
                    "api_key",
                    "none is set for " + host + "; put it into the environment variable "
                            + ApiKey.ENVIRONMENT_VARIABLE);
        }
        if ("http".equalsIgnoreCase(baseUrl.getScheme()) && !cleartextKeyAllowed) {
            throw new InvalidRequestException(
                    "base_url",
                    "would send the key unencrypted to " + host
                            + "; use https, or allow it with allowKeyInCleartext()");
        }
    }

    /** Checks the voice as the requests that will name it are checked. */
    private void checkDefaultVoice() {
        if (defaultVoice != null) {
            SpeechRequest unused =
                    SpeechRequest.builder("text").voice(defaultVoice).build();
        }
    }

    /** Looks at the name only: 127.example.org is a name that anybody may have. */
    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }

    private WaitStrategy newWaitStrategy() {
        return switch (waitStrategy) {
            case BLOCKING -> new BlockingWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
            case BUSY_SPIN -> new BusySpinWaitStrategy();
        };
    }

    private static <T extends Comparable<T>> void checkRange(String option, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidRequestException(option, value + " is outside " + min + " to " + max);
        }
    }
}
