package dev.parlando;

import static dev.parlando.internal.option.OptionRange.checkRange;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credits.CreditMeter;
import dev.parlando.error.InternalException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.internal.call.RequiredLibraries;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.limiter.StandaloneGovernor;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.BaseUrls;
import dev.parlando.network.Proxy;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.EngineListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builder of a {@link SpeechEngine}; {@link #build()} validates all values.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechEngineBuilder {
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
    private @Nullable SharedGovernor sharedGovernor;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private Duration probeAfterIdle = Duration.ofSeconds(30);
    private Duration closeGrace = Duration.ofSeconds(2);
    private int maxConnections = 32;
    private int ioThreads = 1;
    private RingWaitStrategy waitStrategy = RingWaitStrategy.BLOCKING;
    private LongSupplier nanoClock = System::nanoTime;
    private final List<EngineListener> listeners = new ArrayList<>();
    private @Nullable Executor callbackExecutor;

    SpeechEngineBuilder() {}

    /**
     * Sets the scheme, host, port and optional path of the service for all calls. {@code http} selects HTTP/2 without
     * TLS, or HTTP/1.1 if the server does not speak HTTP/2. Default: {@link BaseUrls#GLOBAL}.
     */
    public SpeechEngineBuilder baseUrl(URI baseUrl) {
        this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
        return this;
    }

    /**
     * Sets the base URL from text.
     *
     * @throws InvalidRequestException if the text is not a URL
     */
    public SpeechEngineBuilder baseUrl(String baseUrl) {
        return baseUrl(Origin.uri(baseUrl.strip()));
    }

    /**
     * Sets the proxy for all connections. Default: none. {@link Proxy#ofEnvironment} and {@link Proxy#ofSelector} return
     * that of the environment and of the system.
     */
    public SpeechEngineBuilder proxy(Proxy proxy) {
        this.proxy = Objects.requireNonNull(proxy, "proxy");
        return this;
    }

    /** Sets the API key. Default: the keys of {@link ApiKeyProvider#environment()}. */
    public SpeechEngineBuilder apiKey(ApiKey apiKey) {
        this.apiKey = Objects.requireNonNull(apiKey, "apiKey");
        return this;
    }

    /** Sets the provider of API keys, as an alternative to a key that never changes. */
    public SpeechEngineBuilder apiKeys(ApiKeyProvider provider) {
        this.keyProvider = Objects.requireNonNull(provider, "provider");
        return this;
    }

    /**
     * Sets the interval between queries of the key provider, 10 ms to a day. Default: 1 s, since reading a file is
     * cheap.
     */
    public SpeechEngineBuilder keyRefreshInterval(Duration interval) {
        this.keyRefreshInterval = Objects.requireNonNull(interval, "interval");
        return this;
    }

    /** Sets the meter for the credits that this engine spends; several engines may share a meter. Default: none. */
    public SpeechEngineBuilder creditMeter(CreditMeter meter) {
        this.creditMeter = Objects.requireNonNull(meter, "meter");
        return this;
    }

    /**
     * Permits sending the key unencrypted to another machine, such as a sidecar that adds TLS. Anyone on the route can
     * read and use the key. Default: such a base URL is rejected.
     */
    public SpeechEngineBuilder allowKeyInCleartext() {
        this.cleartextKeyAllowed = true;
        return this;
    }

    /** Sets a PEM file with the certificates of one or more issuers to trust instead of the JDK's. */
    public SpeechEngineBuilder trustedCertificates(Path pemFile) {
        this.trustedCertificates = Objects.requireNonNull(pemFile, "pemFile");
        return this;
    }

    /**
     * Sets the TLS context, with its own trusted issuers and client certificate, instead of the JDK's defaults. Host
     * names are still verified, and versions before TLS 1.2 are not offered.
     *
     * <p>Its trust manager runs on a thread of its own, and may block for the time limit of the handshake. Its key manager
     * and secure random may be called on an event loop, so that they must not block.
     */
    public SpeechEngineBuilder sslContext(SSLContext context) {
        this.sslContext = Objects.requireNonNull(context, "context");
        return this;
    }

    /** Sets the voice of requests that name none. Default: the first voice that the account lists, looked up once. */
    public SpeechEngineBuilder defaultVoice(String voiceId) {
        this.defaultVoice = Objects.requireNonNull(voiceId, "voiceId");
        return this;
    }

    /**
     * Sets the flow-control window of one stream: the maximum number of unread bytes of audio, 65,535 to 16 MiB.
     * Default: 1 MiB, which is 21 s of 24 kHz PCM.
     *
     * <p>The window bounds the memory of a stream that is held. Audio that fits into it is received without delay. The
     * request then no longer counts as running at the service, even if its audio is played slowly.
     * {@link dev.parlando.speech.CallOptions#withStreamWindowBytes} sets another window for one call.
     */
    public SpeechEngineBuilder streamWindowBytes(int bytes) {
        this.streamWindowBytes = bytes;
        return this;
    }

    /** Sets the time limit of each phase of an utterance. Default: {@link Timeouts#DEFAULT}. */
    public SpeechEngineBuilder timeouts(Timeouts timeouts) {
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        return this;
    }

    /**
     * Sets the concurrency limits of the engine's requests, for a governor of its own. Default:
     * {@link GovernorSettings#DEFAULT}.
     */
    public SpeechEngineBuilder governor(GovernorSettings settings) {
        this.governor = Objects.requireNonNull(settings, "settings");
        this.sharedGovernor = null;
        return this;
    }

    /**
     * Sets a governor that limits this engine together with others of the same account, instead of settings. The caller
     * closes it after the engines.
     */
    public SpeechEngineBuilder governor(SharedGovernor shared) {
        this.sharedGovernor = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /** Sets the number and timing of retries. Default: {@link RetryPolicy#DEFAULT}. */
    public SpeechEngineBuilder retryPolicy(RetryPolicy policy) {
        this.retryPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the idle time after which a connection is checked before its next request, up to a day. Default: 30 s, since
     * many networks drop an idle connection after a few minutes.
     *
     * <p>The check is a ping. A new connection is opened at the same time, and the request uses the first that is ready.
     * HTTP/1.1 has no ping, so that such a connection is replaced.
     */
    public SpeechEngineBuilder probeAfterIdle(Duration idle) {
        this.probeAfterIdle = Objects.requireNonNull(idle, "idle");
        return this;
    }

    /**
     * Sets the time that {@link SpeechEngine#close()} allows running utterances to complete, zero to a day. Default: 2
     * s.
     */
    public SpeechEngineBuilder closeGrace(Duration grace) {
        this.closeGrace = Objects.requireNonNull(grace, "grace");
        return this;
    }

    /**
     * Sets the maximum number of connections per event loop, 1 to 1024. One connection carries as many utterances as
     * the service allows, often 100; further ones are opened as needed. Default: 32.
     */
    public SpeechEngineBuilder maxConnections(int count) {
        this.maxConnections = count;
        return this;
    }

    /** Sets the number of event loops, 1 to 64, each with its own ring and connections. Default: 1. */
    public SpeechEngineBuilder ioThreads(int count) {
        this.ioThreads = count;
        return this;
    }

    /** Sets the wait strategy of the ring threads. Default: {@link RingWaitStrategy#BLOCKING}. */
    public SpeechEngineBuilder waitStrategy(RingWaitStrategy wait) {
        this.waitStrategy = Objects.requireNonNull(wait, "wait");
        return this;
    }

    /**
     * Sets the monotonic clock, in nanoseconds, of timelines and the engine's own governor, for tests. Event loops read
     * the clock, so it must not be code of a user.
     */
    SpeechEngineBuilder nanoClock(LongSupplier clock) {
        this.nanoClock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Adds a listener for the events of the engine's connections, attempts and streams. Each call adds one. Default:
     * none, so that no event is created.
     */
    public SpeechEngineBuilder listener(EngineListener listener) {
        this.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the executor that completes the stages which the engine returns. It may block, or run a task itself. If it
     * refuses a task, the engine completes the stage itself. {@link dev.parlando.speech.CallOptions#withExecutor} sets another one for a call. Default: daemon
     * threads of the engine, as many as needed, so dependent actions may block.
     */
    public SpeechEngineBuilder callbackExecutor(Executor executor) {
        this.callbackExecutor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Validates the values and starts the engine; no connection is opened yet.
     *
     * @throws InvalidRequestException if a value is not allowed, or if there is no key for a service on another machine
     * @throws InternalException if a library on the class path is too old; the message has its version
     */
    public SpeechEngine build() {
        RequiredLibraries.check();
        StreamWindow.check(streamWindowBytes);
        checkRange("io_threads", ioThreads, 1, 64);
        checkRange("max_connections", maxConnections, 1, 1024);
        checkRange("probe_after_idle", probeAfterIdle, Duration.ZERO, Duration.ofDays(1));
        checkRange("key_interval", keyRefreshInterval, Duration.ofMillis(10), Duration.ofDays(1));
        checkRange("close_grace", closeGrace, Duration.ZERO, Duration.ofDays(1));
        checkDefaultVoice();
        Origin origin = Origin.of(baseUrl);
        checkTrust(origin);
        TransportSettings settings = new TransportSettings(
                new ConnectSettings(origin, proxy, trustedCertificates, sslContext, timeouts),
                KeyChoice.provider(apiKey, keyProvider, origin, cleartextKeyAllowed),
                keyRefreshInterval,
                creditMeter,
                streamWindowBytes,
                governor,
                standaloneGovernor(),
                retryPolicy,
                probeAfterIdle,
                closeGrace,
                maxConnections,
                ioThreads,
                this::newWaitStrategy,
                nanoClock,
                List.copyOf(listeners),
                callbackExecutor);
        return new StreamingEngine(settings, defaultVoice);
    }

    private @Nullable StandaloneGovernor standaloneGovernor() {
        if (sharedGovernor == null || sharedGovernor instanceof StandaloneGovernor) {
            return (StandaloneGovernor) sharedGovernor;
        }
        throw new InvalidRequestException("governor", "was not created by SpeechEngine.createGovernor(settings)");
    }

    private void checkTrust(Origin origin) {
        if (trustedCertificates != null && sslContext != null) {
            throw new InvalidRequestException(
                    "ssl_context", "has its own trust settings; leave trusted_certificates or ssl_context out");
        }
        if ((trustedCertificates != null || sslContext != null) && !origin.secure()) {
            throw new InvalidRequestException(
                    sslContext != null ? "ssl_context" : "trusted_certificates",
                    "is for an https base URL; " + origin.scheme() + " uses none");
        }
    }

    /** Applies the same checks as a request that names the voice. */
    private void checkDefaultVoice() {
        if (defaultVoice != null) {
            SpeechRequest unused =
                    SpeechRequest.builder("text").voice(defaultVoice).build();
        }
    }

    private WaitStrategy newWaitStrategy() {
        return switch (waitStrategy) {
            case BLOCKING -> new BlockingWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
            case BUSY_SPIN -> new BusySpinWaitStrategy();
        };
    }
}
