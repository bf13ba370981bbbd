from oscar.apps.catalogue.admin import *

from marketplace.forks.raw import only_to_read

only_to_read("catalogue")
