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
 * Answers {@code POST /token} of a user who is logged in with a single-use token for speech, and with nothing else.
 *
 * <p>The user proves who he is with {@code Authorization: Bearer <session>}. What the service says of a failure stays here:
 * it may tell about the account. Put TLS in front of it, and limit how many tokens one user gets: each is worth credits.
 *
 * <p>Threading: thread safe; a few threads of its own serve, and none waits for the service.
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
     * Starts to listen.
     *
     * @param address where; port 0 means any free one
     * @param sessions who is logged in
     * @param account whose key makes the tokens; it needs the permission {@code text_to_speech} and no other
     */
    public TokenBroker(InetSocketAddress address, Sessions sessions, Account account) throws IOException {
        this.sessions = sessions;
        this.account = account;
        server = HttpServer.create(address, 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns where tokens can be had. */
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
