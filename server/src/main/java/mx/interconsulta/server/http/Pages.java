package mx.interconsulta.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The browser application, from {@code webroot/} on the class path. Held in memory, compressed once
 * at start; the build's hashed assets may be kept by browsers for ever, the rest is asked for again
 * by its ETag. A path that names no file but could be a page gets the application, which shows the
 * page; a missing asset is a 404.
 */
public final class Pages {
  private static final String ROOT = "webroot";
  private static final String INDEX = "/index.html";
  private static final int WORTH_COMPRESSING = 1024;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /** A file as it is sent; {@code packed} is null where compression gains nothing. */
  private record Page(Buffer plain, Buffer packed, String type, String tag, boolean hashed) {}

  private final Map<String, Page> pages;

  private Pages(Map<String, Page> pages) {
    this.pages = pages;
  }

  /** Reads the application. Takes some tenths of a second: call it off the event loop. */
  public static Pages load() {
    Map<String, Page> pages = new HashMap<>();
    try {
      Enumeration<URL> roots = Pages.class.getClassLoader().getResources(ROOT);
      while (roots.hasMoreElements()) {
        read(roots.nextElement().toURI(), pages);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
    return new Pages(Map.copyOf(pages));
  }

  /** Whether this build has an application at all. */
  public boolean present() {
    return pages.containsKey(INDEX);
  }

  /** Answers a request for a page or an asset; false when there is none. */
  public boolean serve(HttpServerRequest request) {
    if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
      return false;
    }
    String path = request.path();
    Page page = pages.get(path.equals("/") ? INDEX : path);
    if (page == null && couldBePage(path)) {
      page = pages.get(INDEX);
    }
    if (page == null) {
      return false;
    }
    send(request, page);
    return true;
  }

  private static boolean couldBePage(String path) {
    return path.indexOf('.', path.lastIndexOf('/')) < 0
        && !path.startsWith("/api/")
        && !path.startsWith("/assets/")
        && !path.startsWith("/health");
  }

  private static void send(HttpServerRequest request, Page page) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Type", page.type());
    response.putHeader("ETag", page.tag());
    response.putHeader("Vary", "Accept-Encoding");
    response.putHeader(
        "Cache-Control", page.hashed() ? "public, max-age=31536000, immutable" : "no-cache");
    if (page.tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    String accepts = request.getHeader("Accept-Encoding");
    Buffer body = page.plain();
    if (page.packed() != null && accepts != null && accepts.contains("gzip")) {
      response.putHeader("Content-Encoding", "gzip");
      body = page.packed();
    }
    if (HttpMethod.HEAD.equals(request.method())) {
      response.putHeader("Content-Length", String.valueOf(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static void read(URI root, Map<String, Page> pages) throws IOException {
    if (root.getScheme().equals("jar")) {
      FileSystem jar;
      boolean ours = true;
      try {
        jar = FileSystems.newFileSystem(root, Map.of());
      } catch (FileSystemAlreadyExistsException open) {
        jar = FileSystems.getFileSystem(root);
        ours = false;
      }
      try {
        read(jar.getPath("/" + ROOT), pages);
      } finally {
        if (ours) {
          jar.close();
        }
      }
    } else {
      read(Path.of(root), pages);
    }
  }

  private static void read(Path root, Map<String, Page> pages) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String name = "/" + root.relativize(file).toString().replace('\\', '/');
      pages.putIfAbsent(name, page(name, Files.readAllBytes(file)));
    }
  }

  private static Page page(String name, byte[] bytes) throws IOException {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(extension, "application/octet-stream");
    boolean text = type.startsWith("text/") || type.contains("json") || type.contains("svg");
    byte[] packed = text && bytes.length >= WORTH_COMPRESSING ? gzip(bytes) : bytes;
    return new Page(
        Buffer.buffer(bytes),
        packed.length < bytes.length ? Buffer.buffer(packed) : null,
        type,
        tag(bytes),
        name.startsWith("/assets/"));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
