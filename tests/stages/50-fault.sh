# What the store promises when things break: each script ends with "acknowledged=N found=N lost=0 doubled=0".
for script in kill9 power_loss disk_full postgres_restart postgres_cut lost_lease kill9_http two_servers_http; do
  stage "fault-$script" "tests/fault/$script.sh"
done
