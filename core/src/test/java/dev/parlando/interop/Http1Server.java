package dev.parlando.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** The servers in cleartext that speak HTTP/1.1 only. */
enum Http1Server {
    /** Answers the preface of HTTP/2 with 400. */
    NGINX,
    /** Answers the preface with 400, and sends files in chunks. */
    NODE,
    /** Answers the preface with 404. */
    JDK,
    /** Answers the preface with HTML, without a status line. Ends each file by closing the connection. */
    PYTHON;

    private static final String NODE_PROGRAM =
            """
            const fs = require('fs');
            const server = require('http').createServer((request, response) => {
              response.setHeader('content-type', 'audio/mpeg');
              request.resume().on('end', () => fs.createReadStream(process.argv[1] + request.url.split('?')[0])
                .on('error', () => { response.statusCode = 404; response.end('no such voice'); })
                .pipe(response));
            }).listen(0, '127.0.0.1', () => console.log(server.address().port));
            """;

    private static final String PYTHON_PROGRAM =
            """
            import http.server, shutil, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    self.rfile.read(int(self.headers['content-length']))
                    try:
                        audio = open(sys.argv[1] + self.path.split('?')[0], 'rb')
                    except OSError:
                        return self.send_error(404, 'no such voice')
                    with audio:
                        self.send_response(200)
                        self.send_header('Content-Type', 'audio/mpeg')
                        self.end_headers()
                        shutil.copyfileobj(audio, self.wfile)
                def log_message(self, *arguments):
                    pass
            server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """;

    private static final String JDK_PROGRAM =
            """
            import com.sun.net.httpserver.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.concurrent.*;
            class Files1 {
                public static void main(String[] arguments) throws Exception {
                    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
                    server.setExecutor(Executors.newCachedThreadPool());
                    server.createContext("/v1/", exchange -> {
                        exchange.getRequestBody().readAllBytes();
                        Path file = Path.of(arguments[0] + exchange.getRequestURI().getPath());
                        exchange.getResponseHeaders().set("Content-Type", "audio/mpeg");
                        exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, Files.exists(file) ? 0 : -1);
                        if (Files.exists(file)) {
                            Files.copy(file, exchange.getResponseBody());
                        }
                        exchange.close();
                    });
                    server.start();
                    System.out.println(server.getAddress().getPort());
                }
            }
            """;

    InteropServer start(ServedFiles site) throws Exception {
        String root = site.root().toString();
        return switch (this) {
            case NGINX -> InteropServer.nginxHttp1(site);
            case NODE -> InteropServer.http1(site, "nodejs", "node", "-e", NODE_PROGRAM, root);
            case JDK ->
                InteropServer.http1(
                        site,
                        "default-jdk-headless",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Files.writeString(site.folder().resolve("Files1.java"), JDK_PROGRAM)
                                .toString(),
                        root);
            case PYTHON -> InteropServer.http1(site, "python3", "python3", "-c", PYTHON_PROGRAM, root);
        };
    }
}
