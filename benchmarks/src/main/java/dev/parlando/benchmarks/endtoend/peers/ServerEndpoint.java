package dev.parlando.benchmarks.endtoend.peers;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The address of the server and the issuer to trust.
 *
 * @param baseUrl the scheme, host and port
 * @param trustedPem the file with the only trusted issuer
 */
public record ServerEndpoint(URI baseUrl, Path trustedPem) {
    /** Returns a trust manager for that issuer. */
    public X509TrustManager trustManager() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(trustedPem)) {
            Certificate issuer = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            trusted.setCertificateEntry("issuer", issuer);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Returns a TLS context of the JDK with the given trust manager. */
    public static SSLContext tls(X509TrustManager trust) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {trust}, null);
        return context;
    }
}
