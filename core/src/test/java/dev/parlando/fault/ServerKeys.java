package dev.parlando.fault;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one certificate and notes who asks for it, which handshakes that resume a session do not. */
public final class ServerKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "server";

    private final Queue<List<SNIServerName>> asked = new ConcurrentLinkedQueue<>();
    private final X509Bundle bundle;

    public ServerKeys(X509Bundle bundle) {
        this.bundle = bundle;
    }

    /** Returns how often handshakes asked for the certificate. */
    public int uses() {
        return asked.size();
    }

    /** Returns, each time it was asked for, the names by which the client called the server (RFC 6066). */
    public Queue<List<SNIServerName>> names() {
        return asked;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        asked.add(((ExtendedSSLSession) engine.getHandshakeSession()).getRequestedServerNames());
        return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return bundle.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return bundle.getKeyPair().getPrivate();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
