package dev.parlando.fault;

import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;

/** The TLS identity of the test servers: a certificate for loopback that also issues others. Immutable. */
final class ServerIdentity {
    private final X509Bundle issuer;
    private final Path pem;

    private ServerIdentity(X509Bundle issuer, Path pem) {
        this.issuer = issuer;
        this.pem = pem;
    }

    /** Creates an identity and writes its certificate to the folder. */
    static ServerIdentity create(Path folder) throws Exception {
        X509Bundle issuer = ServerTls.loopback().buildSelfSigned();
        return new ServerIdentity(issuer, Files.writeString(folder.resolve("issuer.pem"), issuer.getCertificatePEM()));
    }

    /** Returns the certificate file to trust. */
    Path pem() {
        return pem;
    }

    X509Bundle valid() {
        return issuer;
    }

    X509Bundle ofUnknownIssuer() throws Exception {
        return ServerTls.loopback().buildSelfSigned();
    }

    X509Bundle expired() throws Exception {
        return ServerTls.loopback()
                .setIsCertificateAuthority(false)
                .notBefore(Instant.now().minus(20, ChronoUnit.DAYS))
                .notAfter(Instant.now().minus(10, ChronoUnit.DAYS))
                .buildIssuedBy(issuer);
    }

    X509Bundle ofAnotherHost() throws Exception {
        return ServerTls.certificate("example.org")
                .setIsCertificateAuthority(false)
                .buildIssuedBy(issuer);
    }

    /** Creates a server-side TLS context of the JDK. */
    static SSLContext jdk(X509Bundle bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }
}
