package dev.parlando.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on a loopback port, with the servlets of a test. */
final class WebServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    WebServer() {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        tomcat.setSilent(true);
        context = tomcat.addContext("", System.getProperty("java.io.tmpdir"));
    }

    /** Calls the registration when the server starts. */
    WebServer register(Consumer<ServletContext> registration) {
        context.addServletContainerInitializer((classes, application) -> registration.accept(application), null);
        return this;
    }

    private WebServer add(String path, HttpServlet servlet) {
        Tomcat.addServlet(context, path, servlet).addMapping(path);
        return this;
    }

    WebServer addPage(String path, String html) {
        return add(path, new Page(request -> {}, html));
    }

    /** Adds a path that a page calls to report something. */
    WebServer addReport(String path, Consumer<HttpServletRequest> listener) {
        return add(path, new Page(listener, ""));
    }

    WebServer start() throws LifecycleException {
        tomcat.start();
        return this;
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + pathAndQuery);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Consumer<HttpServletRequest> listener;
        private final String html;

        Page(Consumer<HttpServletRequest> listener, String html) {
            this.listener = listener;
            this.html = html;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            listener.accept(request);
            response.setContentType("text/html");
            response.getWriter().print(html);
        }
    }
}
