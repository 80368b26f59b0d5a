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

/** Makes the server's side of TLS, always with the JDK's means, whatever the client uses. Stateless. */
public final class ServerTls {
    private ServerTls() {}

    /** Returns how certificates for a host are made, which are trusted by themselves. */
    public static CertificateBuilder certificate(String host) {
        return new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true);
    }

    /** Returns the same for loopback, by name and by address. */
    public static CertificateBuilder loopback() {
        return certificate("localhost").addSanIpAddress("127.0.0.1");
    }

    /**
     * Makes what a server needs.
     *
     * @param protocols what it offers by ALPN; none for no ALPN
     */
    public static SslContext of(X509Bundle certificate, String... protocols) throws Exception {
        return of(SslContextBuilder.forServer(certificate.toKeyManagerFactory()), protocols);
    }

    /** Does the same with what else a server may want. */
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
