# Sourced by the scripts in bin/: finds or installs what they need, builds the program once per state
# of its sources, and says in one clear line what is missing when it cannot.
# shellcheck shell=bash

started=$(date +%s%3N)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
run_dir=$root/.run
# Debian's /bin/java must not count as that of an empty JAVA_HOME.
java_home=${JAVA_HOME:-none}

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 69
}

# need COMMAND=PACKAGE...: installs the packages whose commands are missing, all in one go.
need() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" > /dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local order="apt-get install ${missing[*]}"
  command -v apt-get > /dev/null || die "Missing on this machine: ${missing[*]}"
  [ "$(id -u)" = 0 ] || die "Missing on this machine; as root: $order"
  say "Installing ${missing[*]}"
  local log=$run_dir/apt.log
  mkdir -p "$run_dir"
  export DEBIAN_FRONTEND=noninteractive
  {
    apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"
  } > "$log" 2>&1 < /dev/null || die "Could not install ${missing[*]} ($order failed; see $log)"
}

# A JDK of 17 or later with a compiler: JAVA_HOME, else the one on PATH, else Debian's 17.
need_jdk() {
  if [ -x "$java_home/bin/javac" ]; then
    export PATH=$java_home/bin:$PATH
  else
    need javac=openjdk-17-jdk-headless
  fi
  [ "$(java_release)" -ge 17 ] || die "JDK 17 or later is needed; $(command -v java) is older"
}

# The feature release of the java on PATH, read from its release file: faster than asking it.
java_release() {
  local home version
  home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2> /dev/null)
  [ -n "$version" ] || version=$(java -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java.specification.version = //p')
  printf '%s' "${version#1.}"
}

# Everything that builds the program, with what is missing installed in one go.
need_toolchain() {
  local missing=(mvn=maven)
  [ -x "$root/tools/node/node_modules/.bin/node" ] || missing+=(npm=npm)
  [ -x "$java_home/bin/javac" ] || missing+=(javac=openjdk-17-jdk-headless)
  need "${missing[@]}" "$@"
  need_jdk
  "$root/tools/node/with" true || exit
  export PATH=$root/tools/node/node_modules/.bin:$PATH
  # The pinned Node brings its own list of authorities; here it also trusts what the machine trusts.
  local authorities=/etc/ssl/certs/ca-certificates.crt
  [ ! -f "$authorities" ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$authorities}
}

# One line that changes whenever anything changes from which the program is built.
fingerprint() {
  (
    cd "$root"
    # How it is built counts too.
    find tools/setup.sh pom.xml .mvn ./*/pom.xml ./*/src/main web-client tools/node/package-lock.json \
      \( -name node_modules -o -name target -o -name e2e -o -path 'web-client/bench' -o -path '*/api/generated' \) -prune \
      -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
  )
}

# run_group COMMAND...: runs it in a process group of its own and ends the whole group with us.
run_group() {
  local child status=0
  setsid "$@" < /dev/null &
  child=$!
  trap 'kill -TERM -- "-$child" 2> /dev/null; wait "$child"; exit 130' INT
  trap 'kill -TERM -- "-$child" 2> /dev/null; wait "$child"; exit 143' TERM HUP
  wait "$child" || status=$?
  trap - INT TERM HUP
  return "$status"
}

maven() { run_group mvn -Dstyle.color=never -f "$root/pom.xml" "$@"; }

# stage FINGERPRINT: keeps what Maven has just packaged apart from target/, so that a later build
# never pulls the jars from under a running server.
stage() {
  local into=$run_dir/programs/$1
  rm -rf "$into.new" && mkdir -p "$into.new"
  cp -p "$root"/server/target/lib/*.jar "$into.new/"
  cp -p "$root"/server/target/server-*-SNAPSHOT.jar "$into.new/"
  rm -rf "$into" && mv "$into.new" "$into"
  share_classes "$into"
  # The last three stay: an older server may still be running from one.
  find "$run_dir/programs" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn |
    tail -n +4 | cut -d' ' -f2- | xargs -r rm -rf
}

# class_archive PROGRAM: where the classes of that program are kept ready for the java on PATH.
class_archive() { printf '%s' "$1/classes-$(java_release).jsa"; }

# Starts the program once on an empty folder and keeps its loaded classes as the JVM reads them
# fastest (class data sharing). It runs without them too, only starts slower.
share_classes() {
  local scratch child from=$SECONDS options
  scratch=$(mktemp -d)
  mapfile -t options < <(java_options)
  PORT=0 DATA_DIR=$scratch/data setsid java "${options[@]}" \
    -XX:ArchiveClassesAtExit="$(class_archive "$1")" -Xlog:cds=off -Xlog:cds+dynamic=off \
    -cp "$1/*" mx.interconsulta.server.Main > "$scratch/log" 2>&1 < /dev/null &
  child=$!
  trap 'kill -TERM "$child" 2> /dev/null; exit 143' INT TERM HUP
  while kill -0 "$child" 2> /dev/null && [ $((SECONDS - from)) -lt 90 ] &&
    ! grep -qs '^Ready' "$scratch/log"; do
    sleep 0.2
  done
  kill -TERM "$child" 2> /dev/null || true
  wait "$child" || true
  trap - INT TERM HUP
  rm -rf "$scratch"
}

# Builds the program unless this very state of the sources was built before; sets $program. A test
# run names the one that it has built, so that sources may change while it goes on.
build_program() {
  local state
  program=${INTERCONSULTA_PROGRAM:-}
  [ ! -d "$program" ] || return 0
  state=$(fingerprint)
  program=$run_dir/programs/$state
  [ ! -d "$program" ] || return 0
  need_toolchain
  mkdir -p "$run_dir/programs"
  exec 9> "$run_dir/build.lock"
  flock 9
  if [ ! -d "$program" ]; then
    say "Building Interconsulta (the first time takes some minutes)"
    rm -rf "$root/server/target/lib"
    maven -q package -pl server -am -DskipTests -Dspotless.check.skip=true >&2 9>&- ||
      die "The build failed; the lines above say where"
    stage "$state"
  fi
  exec 9>&-
}

# java_options: prints what every one of our processes is started with, one option a line.
java_options() {
  printf '%s\n' -XX:+UseSerialGC -Djava.awt.headless=true -Dfile.encoding=UTF-8
  [ "$(java_release)" -lt 22 ] || printf '%s\n' --enable-native-access=ALL-UNNAMED
  [ "$(java_release)" -lt 24 ] || printf '%s\n' --sun-misc-unsafe-memory-access=allow
}

# run_program MAIN [ARGUMENT...]: builds what is needed and becomes that Java program.
# exec: this very process becomes it, so a signal to us is a signal to it, and nothing is left behind.
run_program() {
  local options extra archive
  build_program
  [ ! -x "$java_home/bin/java" ] || export PATH=$java_home/bin:$PATH
  need java=openjdk-17-jre-headless
  mapfile -t options < <(java_options)
  export DATA_DIR=${DATA_DIR:-$root/data}
  read -ra extra <<< "${JAVA_OPTS:-}"
  archive=$(class_archive "$program")
  [ ! -f "$archive" ] || options+=("-XX:SharedArchiveFile=$archive" -Xlog:cds=off)
  exec java "${options[@]}" ${extra[@]+"${extra[@]}"} -Dinterconsulta.started="$started" \
    -cp "$program/*" "$@"
}
