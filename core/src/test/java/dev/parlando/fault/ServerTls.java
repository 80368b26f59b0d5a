package dev.parlando.fault;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import javax.net.ssl.SSLException;

/** Creates server-side TLS contexts, always with the JDK provider, independent of the client's. Stateless. */
public final class ServerTls {
    private ServerTls() {}

    /** Returns a builder of self-signed certificates for a host. */
    public static CertificateBuilder certificate(String host) {
        return new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true);
    }

    /** Returns a builder of certificates for loopback, by name and by address. */
    public static CertificateBuilder loopback() {
        return certificate("localhost").addSanIpAddress("127.0.0.1");
    }

    /**
     * Creates a server context with a certificate.
     *
     * @param protocols the protocols to offer by ALPN; none disables ALPN
     */
    public static SslContext of(X509Bundle certificate, String... protocols) throws Exception {
        return of(SslContextBuilder.forServer(certificate.toKeyManagerFactory()), protocols);
    }

    /** Creates a server context from a configured builder. */
    public static SslContext of(SslContextBuilder builder, String... protocols) throws SSLException {
        if (protocols.length > 0) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
        }
        return builder.sslProvider(SslProvider.JDK).build();
    }
}
