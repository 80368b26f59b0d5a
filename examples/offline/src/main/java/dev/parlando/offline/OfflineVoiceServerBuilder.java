package dev.parlando.offline;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TransportException;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.http.LoopbackAddress;
import dev.parlando.offline.http.TlsIdentity;
import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.synthesis.SynthesisPool;
import dev.parlando.offline.voices.VoiceCatalog;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A builder for an {@link OfflineVoiceServer}. Threading: confined to one thread. */
public final class OfflineVoiceServerBuilder {
    private static final int MAX_WORKERS = 4;

    private String host = "127.0.0.1";
    private int port;
    private boolean tls;
    private @Nullable String apiKey;
    private ServiceLimits limits = ServiceLimits.DEFAULT;
    private double pace;
    private boolean latencyHeader;
    private @Nullable Integer voices;
    private boolean unknownVoices;
    private boolean recording;
    private @Nullable ManualClock clock;

    OfflineVoiceServerBuilder() {}

    /** Returns the limits that the server starts with. */
    ServiceLimits limits() {
        return limits;
    }

    /** Sets the loopback name or address to listen on. The default is 127.0.0.1. */
    public OfflineVoiceServerBuilder host(String value) {
        host = value;
        return this;
    }

    /** Sets the TCP port. The default is 0, which means any free port. */
    public OfflineVoiceServerBuilder port(int value) {
        port = value;
        return this;
    }

    /** Sets whether connections use TLS with a certificate generated at the start. The default is cleartext. */
    public OfflineVoiceServerBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    /** Sets the administrator's key. The default is a random key. */
    public OfflineVoiceServerBuilder apiKey(String value) {
        apiKey = value;
        return this;
    }

    /** Sets the limits, including the number of concurrent requests. The default is {@link ServiceLimits#DEFAULT}. */
    public OfflineVoiceServerBuilder limits(ServiceLimits value) {
        limits = value;
        return this;
    }

    /**
     * Sets the rate at which a response is sent, as a multiple of real time, to make requests last for a chosen time.
     * The default is 0, which means as fast as the audio is generated.
     */
    public OfflineVoiceServerBuilder pace(double value) {
        pace = value;
        return this;
    }

    /**
     * Sets whether streamed responses have the header {@code tts-latency-ms} with the time until their first audio. The
     * service sends it with complete files only, so the default is false.
     */
    public OfflineVoiceServerBuilder latencyHeader(boolean value) {
        latencyHeader = value;
        return this;
    }

    /**
     * Sets the number of voices; those beyond the recorded voices are generated. The default is the recorded voices
     * only.
     */
    public OfflineVoiceServerBuilder voices(int value) {
        voices = value;
        return this;
    }

    /**
     * Sets whether the standard voice speaks for unknown voice ids, so that a program can be tested with the ids that it
     * uses at the service. The default is an error, as of the service.
     */
    public OfflineVoiceServerBuilder acceptUnknownVoices(boolean value) {
        unknownVoices = value;
        return this;
    }

    /**
     * Sets whether {@link OfflineVoiceServer#requests} keeps all requests, in memory and without their keys. The default
     * is false.
     */
    public OfflineVoiceServerBuilder recordRequests(boolean value) {
        recording = value;
        return this;
    }

    /** Sets the clock of all delays and of the pace. The default is the clock of the system. */
    public OfflineVoiceServerBuilder clock(ManualClock value) {
        clock = value;
        return this;
    }

    /**
     * Starts the server. It is listening when this method returns, while its voice may still be loading.
     *
     * <p>The host must be a loopback address, the port in range, the key a valid header value, and the pace finite and
     * not negative. The number of voices must be at least that of the recorded ones, and at most 1,000,000.
     *
     * @throws InvalidRequestException if an option is invalid
     * @throws TransportException if the port is in use
     */
    public OfflineVoiceServer start() {
        Secret secret = new Secret(apiKey == null ? RandomIds.apiKey() : apiKey);
        VoiceCatalog catalog = voices == null
                ? new VoiceCatalog(VoiceCatalog.RECORDED_COUNT, unknownVoices)
                : new VoiceCatalog(voices, unknownVoices);
        InetSocketAddress address = LoopbackAddress.of(host, port);
        TlsIdentity identity = tls ? new TlsIdentity() : null;
        if (!(pace >= 0 && pace < Double.POSITIVE_INFINITY)) {
            throw new InvalidRequestException("pace", pace + " is not a number of 0 or more");
        }
        int workers = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
        return new OfflineVoiceServer(
                address,
                identity,
                secret,
                catalog,
                new SynthesisPool(workers),
                new ServerOptions(limits, pace, latencyHeader, clock, recording));
    }
}
