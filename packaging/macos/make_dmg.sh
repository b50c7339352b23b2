#!/bin/sh
# The disk image of dist/caseman.app, in dist/: the program beside a link to /Applications, the manual, the
# licences. On macOS only.
#
#   sh packaging/macos/make_dmg.sh
#   CASEMAN_SIGN_AS="Developer ID Application: …" sh packaging/macos/make_dmg.sh
#
# With CASEMAN_SIGN_AS everything is signed for the hardened runtime, inside first; without it the app keeps the ad-hoc
# signature of the build, and a person opens it once by Control-click, Open. The one entitlement that is asked for lets
# Qt and Python be loaded though others signed them, and lets whoever builds Qt anew put it in their place (LGPL); the
# file has no comment, because macOS reads none there.
set -eu
cd "$(dirname "$0")/../.."
app=dist/caseman.app
[ -d "$app" ] || { echo "dist/caseman.app is not there. Type: make bundle" >&2; exit 1; }
version=$(/usr/libexec/PlistBuddy -c "Print CFBundleShortVersionString" "$app/Contents/Info.plist")
entitlements=packaging/macos/caseman.entitlements

if [ -n "${CASEMAN_SIGN_AS:-}" ]; then
    find "$app/Contents" -type f \( -name "*.dylib" -o -name "*.so" \) -print0 |
        xargs -0 -n 20 codesign --force --timestamp --options runtime --sign "$CASEMAN_SIGN_AS"
    find "$app/Contents" -type d -name "*.framework" -print0 |
        xargs -0 -n 1 codesign --force --timestamp --options runtime --sign "$CASEMAN_SIGN_AS"
    for program in caseman caseman-desk; do
        codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$CASEMAN_SIGN_AS" \
            "$app/Contents/MacOS/$program"
    done
    codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$CASEMAN_SIGN_AS" "$app"
fi
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
cp -R dist/caseman/manual dist/caseman/LICENCES dist/caseman/sbom.cdx.json "$stage/"
ln -s /Applications "$stage/Applications"
image="dist/caseman-$version.dmg"
rm -f "$image"
hdiutil create -quiet -volname "caseman $version" -srcfolder "$stage" -fs HFS+ -format UDZO "$image"
[ -z "${CASEMAN_SIGN_AS:-}" ] || codesign --timestamp --sign "$CASEMAN_SIGN_AS" "$image"
echo "$image"
