package dev.parlando.programs.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parlando.account.Account;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.TokenType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that responds to {@code POST /token} from a logged-in user with a single-use token for speech.
 *
 * <p>The user authenticates with {@code Authorization: Bearer <session>}. Failure details from the service are logged
 * and never sent to the user, because they can reveal facts about the account. In production, put TLS in front of the
 * broker, and limit the number of tokens per user, because each token can spend credits.
 *
 * <p>Threading: thread-safe. A small thread pool serves requests; no thread blocks on the service.
 */
public final class TokenBroker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TokenBroker.class.getName());
    private static final String BEARER = "Bearer ";
    private static final int THREADS = 4;

    private final Sessions sessions;
    private final Account account;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpServer server;

    /**
     * Binds the address and starts to serve.
     *
     * @param address the address to bind; port 0 selects any free port
     * @param sessions the logged-in users
     * @param account the account whose key creates the tokens; the key needs only the permission {@code text_to_speech}
     */
    public TokenBroker(InetSocketAddress address, Sessions sessions, Account account) throws IOException {
        this.sessions = sessions;
        this.account = account;
        server = HttpServer.create(address, 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns the URI that issues tokens. */
    public URI uri() {
        InetSocketAddress bound = server.getAddress();
        return URI.create("http://" + bound.getHostString() + ":" + bound.getPort() + "/token");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/token")) {
            reply(exchange, 404, "{\"error\":\"not_found\"}");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            reply(exchange, 405, "{\"error\":\"method_not_allowed\"}");
        } else {
            Optional<String> user = session(exchange).flatMap(sessions::user);
            if (user.isPresent()) {
                issue(exchange, user.get());
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                reply(exchange, 401, "{\"error\":\"not_logged_in\"}");
            }
        }
    }

    private static Optional<String> session(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()));
    }

    private void issue(HttpExchange exchange, String user) {
        var unused = account.createToken(TokenType.TTS_WEBSOCKET)
                .whenCompleteAsync((token, failure) -> respond(exchange, user, token, failure), threads);
    }

    private static void respond(
            HttpExchange exchange, String user, @Nullable SingleUseToken token, @Nullable Throwable failure) {
        try {
            if (token == null) {
                LOG.log(System.Logger.Level.WARNING, "no token for user " + user, failure);
                reply(exchange, 502, "{\"error\":\"no_token\"}");
            } else {
                LOG.log(System.Logger.Level.INFO, "a token for user {0}", user);
                reply(exchange, 200, "{\"token\":\"" + token.reveal() + "\"}");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the user is gone", e);
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
