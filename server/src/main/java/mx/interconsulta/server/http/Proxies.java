package mx.interconsulta.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The proxies whose forwarded headers are believed: RFC 7239 {@code Forwarded}, else the {@code
 * X-Forwarded-*} three. From anybody else these headers are claims, and are only taken as a sign
 * that something stands between.
 */
public final class Proxies {
  private static final List<String> SIGNS =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via");

  private final List<AddressRange> trusted;

  public Proxies(List<AddressRange> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /** Whether any proxy is trusted at all. */
  public boolean any() {
    return !trusted.isEmpty();
  }

  /** Makes out where a request came from. */
  public Peer peer(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String connected =
        request.remoteAddress() == null || request.remoteAddress().hostAddress() == null
            ? ""
            : request.remoteAddress().hostAddress();
    boolean direct = SIGNS.stream().noneMatch(headers::contains);
    InetAddress address = AddressRange.address(connected);
    boolean loopback = address != null && address.isLoopbackAddress();
    Hops hops = trusts(connected) ? Hops.read(headers) : Hops.NONE;

    String scheme = hops.scheme() != null ? hops.scheme() : request.isSSL() ? "https" : "http";
    String authority = hops.host() != null ? hops.host() : authority(request.authority());
    return new Peer(
        nearestUntrusted(connected, hops.addresses()),
        authority.isEmpty() ? "" : origin(scheme, authority),
        hostOf(authority),
        direct,
        loopback);
  }

  /** Walks back from the connection over trusted proxies to the first address that is not one. */
  private String nearestUntrusted(String connected, List<String> claimed) {
    String nearest = connected;
    for (int i = claimed.size() - 1; i >= 0 && trusts(nearest); i--) {
      nearest = claimed.get(i);
    }
    return nearest;
  }

  private boolean trusts(String address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static String authority(HostAndPort authority) {
    return authority == null ? "" : authority.toString();
  }

  /** RFC 6454 leaves the scheme's own port out. */
  private static String origin(String scheme, String authority) {
    String own = scheme.equals("https") ? ":443" : ":80";
    String host = authority.toLowerCase(Locale.ROOT);
    return scheme
        + "://"
        + (host.endsWith(own) ? host.substring(0, host.length() - own.length()) : host);
  }

  private static String hostOf(String authority) {
    String host = authority.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** What forwarded headers say; null or empty where they say nothing. */
  private record Hops(List<String> addresses, String scheme, String host) {
    static final Hops NONE = new Hops(List.of(), null, null);

    static Hops read(MultiMap headers) {
      String standard = String.join(",", headers.getAll("Forwarded"));
      return standard.isEmpty() ? ofCustom(headers) : ofStandard(standard);
    }

    private static Hops ofCustom(MultiMap headers) {
      List<String> addresses = new ArrayList<>();
      for (String one : String.join(",", headers.getAll("X-Forwarded-For")).split(",", -1)) {
        if (!one.isBlank()) {
          addresses.add(bareAddress(one.trim()));
        }
      }
      return new Hops(
          addresses,
          scheme(last(headers.get("X-Forwarded-Proto"))),
          last(headers.get("X-Forwarded-Host")));
    }

    private static Hops ofStandard(String header) {
      List<String> addresses = new ArrayList<>();
      String scheme = null;
      String host = null;
      for (String element : header.split(",", -1)) {
        for (String pair : element.split(";", -1)) {
          int equals = pair.indexOf('=');
          if (equals < 0) {
            continue;
          }
          String name = pair.substring(0, equals).trim().toLowerCase(Locale.ROOT);
          String value = pair.substring(equals + 1).trim().replace("\"", "");
          switch (name) {
            case "for" -> addresses.add(bareAddress(value));
            case "proto" -> scheme = scheme(value);
            case "host" -> host = value;
            default -> {
              // "by" and extensions say nothing we ask.
            }
          }
        }
      }
      return new Hops(addresses, scheme, host);
    }

    private static String scheme(String claimed) {
      return claimed == null
          ? null
          : claimed.equalsIgnoreCase("https")
              ? "https"
              : claimed.equalsIgnoreCase("http") ? "http" : null;
    }

    private static String last(String list) {
      if (list == null || list.isBlank()) {
        return null;
      }
      return list.substring(list.lastIndexOf(',') + 1).trim();
    }

    /** Takes the port and the brackets off. */
    private static String bareAddress(String text) {
      if (text.startsWith("[")) {
        int end = text.indexOf(']');
        return end < 0 ? text : text.substring(1, end);
      }
      int colon = text.indexOf(':');
      return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
  }
}
