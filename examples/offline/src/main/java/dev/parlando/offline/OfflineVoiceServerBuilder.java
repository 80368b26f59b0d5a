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

/** Collects the options of an {@link OfflineVoiceServer}; confined to one thread. */
public final class OfflineVoiceServerBuilder {
    private static final int MAX_WORKERS = 4;

    private String host = "127.0.0.1";
    private int port;
    private boolean tls;
    private @Nullable String apiKey;
    private ServiceLimits limits = ServiceLimits.DEFAULT;
    private double pace;
    private @Nullable Integer voices;

    OfflineVoiceServerBuilder() {}

    /** Sets the loopback name or address to listen on; 127.0.0.1 if not set. */
    public OfflineVoiceServerBuilder host(String value) {
        host = value;
        return this;
    }

    /** Sets the TCP port; 0, the default, means any free one. */
    public OfflineVoiceServerBuilder port(int value) {
        port = value;
        return this;
    }

    /** Sets whether connections are encrypted, with a certificate made at the start; they are not if not set. */
    public OfflineVoiceServerBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    /** Sets the administrator's key; a random one if not set. */
    public OfflineVoiceServerBuilder apiKey(String value) {
        apiKey = value;
        return this;
    }

    /** Sets how many requests run at once and what happens to the rest; {@link ServiceLimits#DEFAULT} if not set. */
    public OfflineVoiceServerBuilder limits(ServiceLimits value) {
        limits = value;
        return this;
    }

    /**
     * Sets how many times as fast as its sound an answer is sent, so that requests last as long as one likes; 0, the
     * default, means as fast as it is made.
     */
    public OfflineVoiceServerBuilder pace(double value) {
        pace = value;
        return this;
    }

    /** Sets how many voices there are, most of them made up; the few that were recorded if not set. */
    public OfflineVoiceServerBuilder voices(int value) {
        voices = value;
        return this;
    }

    /**
     * Starts the server; when this returns it listens, while its voice may still be loading.
     *
     * @throws InvalidRequestException if the host is not a loopback one, the port is none, the key cannot be sent,
     *     the pace is negative, or there are to be fewer voices than were recorded
     * @throws TransportException if the port is taken
     */
    public OfflineVoiceServer start() {
        Secret secret = new Secret(apiKey == null ? RandomIds.apiKey() : apiKey);
        VoiceCatalog catalog = voices == null ? new VoiceCatalog() : new VoiceCatalog(voices);
        InetSocketAddress address = LoopbackAddress.of(host, port);
        TlsIdentity identity = tls ? new TlsIdentity() : null;
        if (!(pace >= 0 && pace < Double.POSITIVE_INFINITY)) {
            throw new InvalidRequestException("pace", pace + " is not a number of 0 or more");
        }
        int workers = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
        return new OfflineVoiceServer(address, identity, secret, catalog, new SynthesisPool(workers), limits, pace);
    }
}
