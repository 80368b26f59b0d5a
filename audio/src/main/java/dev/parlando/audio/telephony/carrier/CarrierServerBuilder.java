package dev.parlando.audio.telephony.carrier;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The options of a {@link CarrierServer}. Confined to one thread. */
public final class CarrierServerBuilder {
    private static final int DEFAULT_MAX_CALLS = 1000;
    private static final int MAX_EVENT_LOOPS = 64;

    private final Supplier<? extends CarrierCodec> codecs;
    private final CarrierListener listener;
    private String host = "127.0.0.1";
    private int port;
    private @Nullable Identity tls;
    private Predicate<CarrierRequest> access = request -> true;
    private @Nullable Executor callbackExecutor;
    private int maxCalls = DEFAULT_MAX_CALLS;
    private int eventLoops = 1;
    private Duration silenceLimit = Duration.ofMinutes(1);
    private Duration startLimit = Duration.ofSeconds(10);

    CarrierServerBuilder(Supplier<? extends CarrierCodec> codecs, CarrierListener listener) {
        this.codecs = Objects.requireNonNull(codecs, "codecs");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Sets the name or address to listen on; the default is {@code 127.0.0.1}. */
    public CarrierServerBuilder host(String name) {
        host = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sets the TCP port; the default is 0, for any free one. */
    public CarrierServerBuilder port(int number) {
        port = number;
        return this;
    }

    /** Sets a TLS context with the server's key. The default is cleartext, for a proxy that ends TLS. */
    public CarrierServerBuilder tls(SSLContext context) {
        tls = new Identity(Objects.requireNonNull(context, "context"), null, null);
        return this;
    }

    /**
     * Sets the server's certificate and key.
     *
     * @param certificateChain PEM file of the certificate and its issuers
     * @param privateKey PEM file of the unencrypted key in PKCS #8
     */
    public CarrierServerBuilder tls(Path certificateChain, Path privateKey) {
        tls = new Identity(
                null,
                Objects.requireNonNull(certificateChain, "certificateChain"),
                Objects.requireNonNull(privateKey, "privateKey"));
        return this;
    }

    /**
     * Sets the check of each request, such as of its path or of a bearer token. It runs on the callback executor before
     * there is a connection; a request that it rejects, or for which it throws, is refused with HTTP status 403.
     */
    public CarrierServerBuilder access(Predicate<CarrierRequest> check) {
        access = Objects.requireNonNull(check, "check");
        return this;
    }

    /** Refuses requests that Twilio has not signed, with HTTP status 403 before there is a connection. */
    public CarrierServerBuilder signature(TwilioSignature signature) {
        return access(Objects.requireNonNull(signature, "signature")::isValid);
    }

    /** Sets the executor of the listener and of the access check. The default is threads that end when idle. */
    public CarrierServerBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /** Sets the limit on concurrent connections; the default is 1,000. Further ones are closed immediately. */
    public CarrierServerBuilder maxCalls(int count) {
        maxCalls = check("max_calls", count, 1, Integer.MAX_VALUE);
        return this;
    }

    /** Sets the number of threads for the connections; the default is 1, enough for hundreds of calls. */
    public CarrierServerBuilder eventLoops(int count) {
        eventLoops = check("event_loops", count, 1, MAX_EVENT_LOOPS);
        return this;
    }

    /**
     * Sets the time without any message of the carrier after which a call fails; the default is one minute. Carriers send
     * the caller's audio all the time.
     */
    public CarrierServerBuilder silenceLimit(Duration limit) {
        silenceLimit = checkPositive("silence_limit", limit);
        return this;
    }

    /**
     * Sets the time from the open connection to the start of the stream, after which a call fails; the default is 10 s. A
     * program that connects but is not a carrier would otherwise keep its connection.
     */
    public CarrierServerBuilder startLimit(Duration limit) {
        startLimit = checkPositive("start_limit", limit);
        return this;
    }

    private static Duration checkPositive(String option, Duration limit) {
        Objects.requireNonNull(limit, "limit");
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidRequestException(option, limit + " is not positive");
        }
        return limit;
    }

    private static int check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(option, value + " is outside " + min + " to " + max);
        }
        return value;
    }

    /**
     * Starts the server.
     *
     * @throws InvalidRequestException if the port is out of range or the TLS files cannot be used
     * @throws dev.parlando.error.TransportException if it cannot listen there
     */
    public CarrierServer start() {
        return new CarrierServer(this);
    }

    Supplier<? extends CarrierCodec> codecs() {
        return codecs;
    }

    CarrierListener listener() {
        return listener;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable
    Identity tls() {
        return tls;
    }

    Predicate<CarrierRequest> access() {
        return access;
    }

    @Nullable
    Executor callbackExecutor() {
        return callbackExecutor;
    }

    int maxCalls() {
        return maxCalls;
    }

    int eventLoops() {
        return eventLoops;
    }

    Duration silenceLimit() {
        return silenceLimit;
    }

    Duration startLimit() {
        return startLimit;
    }
}
